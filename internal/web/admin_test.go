package web_test

import (
	"strings"
	"testing"
)

func TestAdministrationIsForAdministrators(t *testing.T) {
	server := newSite(t, nil)
	visit(t, server).signUp("admin")
	ben := visit(t, server).signUp("ben")
	for _, path := range []string{"/admin/people", "/admin/people/1", "/admin/server", "/admin/mails"} {
		ben.get(path).wants(t, 404)
	}
	ben.post("/admin/people/1/close").wants(t, 404)
	ben.post("/admin/server", "max_users", "1").wants(t, 404)
	if res := visit(t, server).get("/admin/people"); !strings.HasPrefix(res.path(), "/sign-in") {
		t.Error("a stranger is not led to the sign-in")
	}
}

func TestPeople(t *testing.T) {
	server := newSite(t, nil)
	admin := visit(t, server).signUp("admin")
	ben := visit(t, server).signUp("ben")
	visit(t, server).signUp("bernadette")
	admin.get("/admin/people").wants(t, 200, "3 accounts", "admin", "ben", "bernadette", "Administrator", "1–3 of 3")
	here := admin.get("/admin/people?q=BEN").wants(t, 200, "1 account").lacks(t, "bernadette").find(t, `href="(/admin/people/\d+)"`)
	admin.get(here).wants(t, 200, "ben", "Close the account", "Make administrator", "kept under Mails")
	admin.get("/admin/people?page=9").wants(t, 200)

	admin.post(here+"/close").wants(t, 200, "Closed", "Open the account")
	if res := ben.get("/settings"); !strings.HasPrefix(res.path(), "/sign-in") {
		t.Error("a closed account is still signed in")
	}
	admin.post(here+"/open").wants(t, 200, "Close the account")
	admin.post(here+"/promote").wants(t, 200, "No longer administrator")
	admin.post(here+"/demote").wants(t, 200, "Make administrator")

	admin.post(here+"/reset").wants(t, 200, "The password was reset.")
	visit(t, server).post("/sign-in", "login", "ben", "password", "correct horse battery").wants(t, 401)
	path := admin.get("/admin/mails").wants(t, 200, "Your password was reset", "no address", "To hand over").find(t, `(/password-reset\?token=[A-Za-z0-9_-]+)`)
	visit(t, server).post("/password-reset", "token", tokenOf(path), "password", "another good one").wants(t, 200, "Your new password is set.")

	admin.post(here+"/delete", "username", "bern").wants(t, 400, "This is not the username.")
	admin.post(here+"/delete", "username", "Ben").wants(t, 200, "The account was deleted.", "2 accounts")
	admin.get(here).wants(t, 404)
	admin.get("/admin/people/0").wants(t, 404)
	admin.post("/admin/people/1/demote").wants(t, 409, "Nobody would be left to administer this server.")
	admin.post("/admin/people/1/delete", "username", "admin").wants(t, 409, "Nobody would be left to administer this server.")
}

func TestServerSettings(t *testing.T) {
	deps, server := inside(t)
	admin := visit(t, server).signUp("admin")
	all := func(more ...string) []string {
		return append([]string{"admin_contact", "", "about", "", "privacy_policy", "", "max_users", "0", "statistics_limit", "0", "max_file_size", "4", "max_archive_size", "8", "max_archive_files", "10"}, more...)
	}
	admin.get("/admin/server").wants(t, 200, "Strangers may create an account.")
	form := all()
	form[1], form[7], form[11] = "admin@example.org", "2", "1.5"
	admin.post("/admin/server", form...).wants(t, 200, "Saved.")
	if now := deps.Rules.Now(); now.AdminContact != "admin@example.org" || now.MaxUsers != 2 || now.MaxFileSize != 3<<19 || now.MaxArchiveSize != 8<<20 {
		t.Errorf("what holds is %+v", now)
	}
	form[1], form[7], form[11], form[13] = "nobody", "many", "5", "x"
	admin.post("/admin/server", form...).wants(t, 400, "A whole number from 0, please.", "A number above zero, at most what the configuration allows.")
	form[7], form[13] = "2", "8"
	admin.post("/admin/server", form...).wants(t, 400, "This does not look like an e-mail address.", "A number above zero, at most what the configuration allows.")
	form[1], form[11], form[13] = "", "3", "2"
	admin.post("/admin/server", form...).wants(t, 400, "An archive must be able to hold the largest file.")
}
