package web

import (
	"net/http"
	"strconv"
	"strings"

	"palestra/internal/core/fault"
	"palestra/internal/core/setting"
)

// serverPage is what an administrator sets in the running server.
type serverPage struct {
	Notice         *notice
	Registration   string
	Texts, Numbers []field
}

// serverForm is what was typed, by the names of the settings.
type serverForm map[string]string

// The names of the settings, as the core's refusals have them.
const (
	serverAbout      = "about"
	serverPolicy     = "privacy_policy"
	serverContact    = "admin_contact"
	serverUsers      = "max_users"
	serverFile       = "max_file_size"
	serverArchive    = "max_archive_size"
	serverFiles      = "max_archive_files"
	serverStatistics = "statistics_limit"
)

// megabyte is the unit that sizes are told in.
const megabyte = 1 << 20

// showServer serves GET /admin/server.
func (s *Site) showServer(_ *http.Request, who reader) (reply, error) {
	return s.server(who, serverFormOf(s.deps.Rules.Now()), nil), nil
}

func serverFormOf(now setting.Settings) serverForm {
	size := func(n int64) string { return strconv.FormatFloat(float64(n)/megabyte, 'f', -1, 64) }
	return serverForm{
		serverAbout: now.About, serverPolicy: now.PrivacyPolicy, serverContact: now.AdminContact, serverUsers: strconv.Itoa(now.MaxUsers),
		serverFile: size(now.MaxFileSize), serverArchive: size(now.MaxArchiveSize), serverFiles: strconv.Itoa(now.MaxArchiveFiles),
		serverStatistics: strconv.Itoa(now.StatisticsLimit),
	}
}

// saveServer serves POST /admin/server.
func (s *Site) saveServer(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	was, f := serverFormOf(s.deps.Rules.Now()), serverForm{}
	for name := range was {
		// Browsers end lines with two characters; a text that was not touched must not look changed.
		f[name] = strings.TrimSpace(strings.ReplaceAll(r.PostFormValue(name), "\r\n", "\n"))
	}
	change, err := f.change(was)
	if err == nil {
		_, err = s.deps.Rules.Change(r.Context(), who.viewer, change)
	}
	if fault.Is(err, fault.Invalid) {
		return s.server(who, f, err), nil
	}
	return reply{redirect: "/admin/server", said: said{what: saidSaved}}, err
}

// change is what differs from what holds.
func (f serverForm) change(was serverForm) (c setting.Change, err error) {
	var bad []fault.Field
	text := func(name string) *string {
		if v := f[name]; v != was[name] {
			return &v
		}
		return nil
	}
	count := func(name string) *int {
		if f[name] == was[name] {
			return nil
		}
		n, err := strconv.Atoi(f[name])
		if err != nil {
			bad = append(bad, fault.Field{Name: name, Message: "a whole number, please"})
		}
		return &n
	}
	size := func(name string) *int64 {
		if f[name] == was[name] {
			return nil
		}
		v, ok := parseDecimal(f[name])
		if !ok || v > 1<<20 {
			bad = append(bad, fault.Field{Name: name, Message: "a number of megabytes, please"})
			return nil
		}
		n := int64(v * megabyte)
		return &n
	}
	c = setting.Change{
		About: text(serverAbout), PrivacyPolicy: text(serverPolicy), AdminContact: text(serverContact), MaxUsers: count(serverUsers),
		MaxFileSize: size(serverFile), MaxArchiveSize: size(serverArchive), MaxArchiveFiles: count(serverFiles), StatisticsLimit: count(serverStatistics),
	}
	if len(bad) > 0 {
		return c, fault.New(fault.Invalid, "setting.invalid", "invalid settings", bad...)
	}
	return c, nil
}

func (s *Site) server(who reader, f serverForm, err error) reply {
	t := who.words.T
	whole := func(name, key, help string) field {
		return field{Name: name, Label: t(key), Type: "text", Value: f[name], InputMode: "numeric", MaxLength: 12, Required: true, Help: help}
	}
	size := func(name, key string) field {
		return field{Name: name, Label: t(key), Type: "text", Value: f[name], Unit: "MB", InputMode: "decimal", MaxLength: 12, Required: true}
	}
	fields := []field{
		{Name: serverContact, Label: t("server.contact"), Type: "email", Value: f[serverContact], MaxLength: 254, Optional: true},
		{Name: serverAbout, Label: t("server.about"), Type: "textarea", Value: f[serverAbout], Optional: true, Help: t("server.markdown")},
		{Name: serverPolicy, Label: t("server.policy"), Type: "textarea", Value: f[serverPolicy], Optional: true, Help: t("server.policy_help")},
		whole(serverUsers, "server.users", t("server.users_help")),
		whole(serverStatistics, "server.statistics", t("server.statistics_help")),
		size(serverFile, "server.file"),
		size(serverArchive, "server.archive"),
		whole(serverFiles, "server.files", ""),
	}
	body := &serverPage{Registration: t("server.closed")}
	if s.deps.Auth.RegistrationOpen() {
		body.Registration = t("server.open")
	}
	status := explain(who, err, fields, &body.Notice)
	body.Texts, body.Numbers = fields[:3], fields[3:]
	return s.setting(who, "server", "admin-server", body).answered(status)
}
