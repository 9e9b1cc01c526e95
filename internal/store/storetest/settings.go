package storetest

import (
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/setting"
)

func settings(w *world) {
	usual := setting.Settings{AdminContact: "a@example.org", MaxFileSize: 1000, MaxArchiveSize: 5000, MaxArchiveFiles: 10, StatisticsLimit: 7}
	now := noon
	s, err := setting.New(w.ctx, w.Stores, usual, func() time.Time { return now })
	w.must(err)
	other, err := setting.New(w.ctx, w.Stores, usual, func() time.Time { return now })
	w.must(err)
	w.same(s.Now(), usual, "nothing set")
	ana, ben := access.Viewer{Person: w.person("ana")}, access.Viewer{Person: w.person("ben")}
	_, err = s.Change(w.ctx, ben, setting.Change{About: pointer("mine")})
	w.refused(err, fault.Forbidden, "auth.admin_only")
	_, err = s.Change(w.ctx, access.Viewer{}, setting.Change{About: pointer("mine")})
	w.refused(err, fault.Unauthenticated, "auth.session")

	got, err := s.Change(w.ctx, ana, setting.Change{
		About: pointer("about us"), PrivacyPolicy: pointer("we keep"), AdminContact: pointer(""), MaxUsers: pointer(3),
		MaxFileSize: pointer(int64(500)), MaxArchiveSize: pointer(int64(600)), MaxArchiveFiles: pointer(2), StatisticsLimit: pointer(0),
	})
	w.must(err)
	want := setting.Settings{About: "about us", PrivacyPolicy: "we keep", PrivacyPolicyAt: noon, MaxUsers: 3, MaxFileSize: 500, MaxArchiveSize: 600, MaxArchiveFiles: 2}
	w.same(got, want, "answered")
	w.same(s.Now(), want, "held")
	w.same(other.Now(), usual, "elsewhere, before a look")
	w.must(other.Refresh(w.ctx))
	w.same(other.Now(), want, "elsewhere")

	for field, c := range map[string]setting.Change{
		"max_archive_files: max files in a zip archive must be greater than 0":                       {MaxArchiveFiles: pointer(0)},
		"max_file_size: max size of uploaded files must be greater than 0":                           {MaxFileSize: pointer(int64(0))},
		"max_file_size: max size of uploaded files must be at most 1000":                             {MaxFileSize: pointer(int64(1001))},
		"max_archive_size: max size of zip archive must be greater than 0":                           {MaxArchiveSize: pointer(int64(-1))},
		"max_users: max users must be greater than or equal to 0":                                    {MaxUsers: pointer(-1)},
		"statistics_limit: max number of workouts for statistics must be greater than or equal to 0": {StatisticsLimit: pointer(-1)},
		"admin_contact: valid email must be provided for admin contact":                              {AdminContact: pointer("x")},
		"about: at most 50000 characters":                                                            {About: pointer(strings.Repeat("é", 50_001))},
	} {
		_, err := s.Change(w.ctx, ana, c)
		w.refused(err, fault.Invalid, "setting.invalid")
		if !strings.Contains(err.Error(), field) {
			w.Errorf("%q, want %q", err, field)
		}
	}
	_, err = s.Change(w.ctx, ana, setting.Change{MaxArchiveSize: pointer(int64(499))})
	w.refused(err, fault.Invalid, "setting.archive_smaller")
	w.same(s.Now(), want, "after refusals")

	now = noon.Add(time.Hour)
	want.PrivacyPolicy, want.PrivacyPolicyAt, want.MaxFileSize, want.MaxArchiveSize = "", time.Time{}, 1000, 5000
	got, err = s.Change(w.ctx, ana, setting.Change{PrivacyPolicy: pointer(""), MaxFileSize: pointer(int64(1000)), MaxArchiveSize: pointer(int64(5000))})
	w.must(err)
	w.same(got, want, "raised again, up to what the configuration allows")
	smaller := usual
	smaller.MaxFileSize = 100
	again, err := setting.New(w.ctx, w.Stores, smaller, func() time.Time { return now })
	w.must(err)
	if n := again.Now().MaxFileSize; n != 100 {
		w.Fatalf("with a stricter configuration files may have %d bytes", n)
	}
}

func fullHouse(w *world) {
	most := 2
	h := w.accounts(func(o *auth.Options) { o.MaxUsers = func() int { return most } })
	register := func(name string) error {
		_, err := h.Register(h.ctx, auth.Registration{Username: name, Password: "correct horse"})
		return err
	}
	h.must(register("ana"))
	h.must(register("ben"))
	h.refused(register("eve"), fault.Forbidden, "auth.registration_closed")
	if open, err := h.Registrable(h.ctx); err != nil || open {
		h.Fatalf("open for more: %v, %v", open, err)
	}
	most = 0
	h.must(register("eve"))
	h.sign("zoe") // administrators may always
}
