package web_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"palestra/internal/web"
)

func TestEveryAnswerIsGuarded(t *testing.T) {
	server := newSite(t, nil)
	v := visit(t, server)
	for _, path := range []string{"/", "/design", "/no/such/page", "/static/0/none.css"} {
		h := v.get(path).Header
		policy := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: the policy %q lacks %q", path, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy allows something unsafe: %s", path, policy)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" {
			t.Errorf("%s: headers are missing: %v", path, h)
		}
	}
}

func TestTileHostIsTheOnlyOtherOrigin(t *testing.T) {
	for tile, want := range map[string]string{
		"": "img-src 'self' data: blob:;",
		"https://{s}.tile.example/{z}/{x}/{y}.png":      "img-src 'self' data: blob: https://*.tile.example;",
		"https://tile.example:8443/{z}/{x}/{y}.png?k=1": "img-src 'self' data: blob: https://tile.example:8443;",
		"javascript:alert(1)":                           "img-src 'self' data: blob:;",
	} {
		server := newSite(t, func(d *web.Deps) { d.TileURL = tile })
		if policy := visit(t, server).get("/").Header.Get("Content-Security-Policy"); !strings.Contains(policy, want) {
			t.Errorf("with tiles from %q the policy is %q", tile, policy)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	req := ana.request("POST", "/sign-out", nil)
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	ana.do(req).wants(t, 403, "This is not allowed", "This form was sent from another site")
	ana.get("/activities").wants(t, 200, "Your almanac is empty")
}

func TestCookiesAreClosed(t *testing.T) {
	server := newSite(t, func(d *web.Deps) { d.Secure = true; d.Path = "/training" })
	v := visit(t, server)
	v.client.CheckRedirect = nil
	res := v.post("/preferences", "theme", "dark", "return", "/")
	set := res.Request.Response.Header.Get("Set-Cookie")
	for _, want := range []string{"Path=/training/", "HttpOnly", "Secure", "SameSite=Lax"} {
		if !strings.Contains(set, want) {
			t.Errorf("cookie %q lacks %s", set, want)
		}
	}
	if to := res.Request.Response.Header.Get("Location"); to != "/training/" {
		t.Errorf("under a sub-path a redirection leads to %s", to)
	}
	if res.Header.Get("Strict-Transport-Security") == "" {
		t.Error("https without Strict-Transport-Security")
	}
}

// The policy would block them; this test says where.
func TestTemplatesHoldNothingInline(t *testing.T) {
	inline := regexp.MustCompile(`(?i)\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:|<script(?:[^>]*)>[^<]`)
	files := os.DirFS(".")
	err := fs.WalkDir(files, "templates", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if found := inline.Find(b); found != nil {
			t.Errorf("%s has %q", name, found)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFormsAreBounded(t *testing.T) {
	server := newSite(t, nil)
	visit(t, server).post("/sign-in", "login", strings.Repeat("a", 1<<20)).wants(t, 413, "This is more than the server takes at once.")
}
