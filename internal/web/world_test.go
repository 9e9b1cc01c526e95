package web_test

import (
	"bytes"
	"context"
	"html"
	"image"
	"image/png"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/google/uuid"

	"palestra/internal/blob"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/export"
	"palestra/internal/core/fault"
	"palestra/internal/core/job"
	"palestra/internal/core/setting"
	"palestra/internal/core/trackfile"
	"palestra/internal/store/storetest"
	"palestra/internal/web"
)

// noon is when all of these tests happen.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// pictures draws the same white picture of every map and every tile that exists.
type pictures struct{}

func (pictures) Picture(context.Context, string) ([]byte, error) { return blank() }

func (pictures) Tile(_ context.Context, _ bool, z, x, y, _ int) ([]byte, error) {
	if z < 0 || z > 17 || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z {
		return nil, fault.Missing("tile")
	}
	return blank()
}

func blank() ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4)))
	return b.Bytes(), err
}

// newSite is the pages over real services and an empty database; change may be nil.
func newSite(t *testing.T, change func(*web.Deps)) *httptest.Server {
	t.Helper()
	return newSiteWith(t, func(*auth.Options) {}, change)
}

func newSiteWith(t *testing.T, signingIn func(*auth.Options), change func(*web.Deps)) *httptest.Server {
	t.Helper()
	db := storetest.SQLite(t)
	files, err := blob.Open(filepath.Join(t.TempDir(), "files"))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := auth.NewKeys([]byte("a secret for tests, long enough to be taken"))
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return noon }
	kept := &keptFiles{}
	options := auth.Options{
		Files: kept, Keys: keys, Registering: auth.Open, TimeZone: "UTC", Now: now, NewUUID: uuid.NewString,
		PasswordParams: &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	}
	signingIn(&options)
	signing, err := auth.New(db, options)
	if err != nil {
		t.Fatal(err)
	}
	archive := trackfile.DefaultArchiveLimits()
	archive.MaxMemberSize = 4 << 20
	activities := activity.New(db, files, activity.Options{
		Limits: trackfile.DefaultLimits(), ArchiveLimits: archive, MaxFileSize: 4 << 20, MaxArchiveSize: 8 << 20,
		Now: now, NewUUID: uuid.NewString, NewMapID: func() string { return strings.ReplaceAll(uuid.NewString(), "-", "") },
	})
	kept.activities = activities
	deps := web.Deps{
		Auth: signing, Activities: activities, Plans: planning(db, activities, now), Access: access.New(db, now), Monitor: measuring(db, now), Jobs: job.NewOverview(db, now), Webhooks: hooked(db, now), Exports: export.New(db, signing, activities, now, uuid.NewString), Rules: rules(t, db, now),
		Scopes: []string{"profile:read", "workouts:read", "workouts:write"}, Pictures: pictures{}, Tiles: pictures{},
		Gym:         gymOver(db, kept),
		MaxFileSize: 4 << 20, MaxArchiveSize: 8 << 20, Now: now, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	if change != nil {
		change(&deps)
	}
	server := httptest.NewServer(web.New(deps))
	t.Cleanup(server.Close)
	return server
}

// rules are the settings of an administrator, of whom there is none yet.
func rules(t *testing.T, db setting.Store, now func() time.Time) *setting.Service {
	t.Helper()
	s, err := setting.New(t.Context(), db, setting.Settings{MaxFileSize: 4 << 20, MaxArchiveSize: 8 << 20, MaxArchiveFiles: 10}, now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// keptFiles keeps pictures where recordings are kept.
type keptFiles struct{ activities *activity.Service }

func (f *keptFiles) Keep(ctx context.Context, data []byte, commit func(hash string) error) error {
	return f.activities.KeepFile(ctx, bytes.NewReader(data), int64(len(data)), func(hash string, _ int64) error { return commit(hash) })
}

func (f *keptFiles) Open(hash string) (io.ReadSeekCloser, error) { return f.activities.OpenFile(hash) }

func (f *keptFiles) Forget(ctx context.Context, hashes []string) error {
	return f.activities.ForgetFiles(ctx, hashes)
}

// visitor is somebody with a browser that keeps cookies, sends what browsers send, and follows redirections.
type visitor struct {
	t      *testing.T
	base   string
	client *http.Client
	lang   string
}

func visit(t *testing.T, server *httptest.Server) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t: t, base: server.URL, client: &http.Client{Jar: jar}, lang: "en"}
}

// answer is a page as it arrived.
type answer struct {
	*http.Response
	body string
}

func (v *visitor) do(req *http.Request) answer {
	v.t.Helper()
	req.Header.Set("Accept-Language", v.lang)
	if req.Header.Get("Sec-Fetch-Site") == "" {
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	res, err := v.client.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer{res, string(body)}
}

func (v *visitor) request(method, path string, body io.Reader) *http.Request {
	v.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = v.base + path
	}
	req, err := http.NewRequestWithContext(v.t.Context(), method, path, body)
	if err != nil {
		v.t.Fatal(err)
	}
	return req
}

func (v *visitor) get(path string) answer {
	v.t.Helper()
	return v.do(v.request("GET", path, nil))
}

// post sends a form of names and values in turn.
func (v *visitor) post(path string, pairs ...string) answer {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	req := v.request("POST", path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.do(req)
}

// file is one to be uploaded.
type file struct {
	name    string
	content []byte
}

// upload sends files as the plain form does, or as the script does when accept is JSON; fields come before the files.
func (v *visitor) upload(accept string, fields map[string]string, files ...file) answer {
	v.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for name, value := range fields {
		_ = form.WriteField(name, value)
	}
	for _, f := range files {
		part, err := form.CreateFormFile("file", f.name)
		if err != nil {
			v.t.Fatal(err)
		}
		_, _ = part.Write(f.content)
	}
	_ = form.Close()
	req := v.request("POST", "/activities/upload", &b)
	req.Header.Set("Content-Type", form.FormDataContentType())
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	return v.do(req)
}

// signUp makes an account and is signed in with it.
func (v *visitor) signUp(name string) *visitor {
	v.t.Helper()
	res := v.post("/sign-up", "username", name, "password", "correct horse battery", "timezone", "Europe/Vienna")
	res.wants(v.t, 200, "Activities")
	return v
}

var (
	tags   = regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)>|<[^>]*>`)
	spaces = regexp.MustCompile(`[\s\x{00a0}\x{202f}]+`)
)

// text is what a reader sees, with single spaces.
func (a answer) text() string {
	return spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(a.body, " ")), " ")
}

// wants asserts the status and that the reader sees all of the texts.
func (a answer) wants(t *testing.T, status int, texts ...string) answer {
	t.Helper()
	if a.StatusCode != status {
		t.Fatalf("%s %s: status %d, want %d\n%s", a.Request.Method, a.Request.URL.Path, a.StatusCode, status, a.text())
	}
	seen := a.text()
	for _, want := range texts {
		if !strings.Contains(seen, want) {
			t.Errorf("%s: does not show %q:\n%s", a.Request.URL.Path, want, seen)
		}
	}
	return a
}

// lacks asserts that the reader does not see a text.
func (a answer) lacks(t *testing.T, texts ...string) answer {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(a.text(), text) {
			t.Errorf("%s: shows %q:\n%s", a.Request.URL.Path, text, a.text())
		}
	}
	return a
}

// path is where the visitor ended after redirections.
func (a answer) path() string { return a.Request.URL.RequestURI() }

// plainTransport does not ask for gzip by itself, nor unpack it.
func plainTransport(t *testing.T) http.RoundTripper {
	t.Helper()
	tr := &http.Transport{DisableCompression: true}
	t.Cleanup(tr.CloseIdleConnections)
	return tr
}
