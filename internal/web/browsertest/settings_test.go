package browsertest

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"palestra/internal/core/auth"
)

// portrait is a file with a picture.
func portrait(t *testing.T) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 300, 300))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.RGBA{0x28, 0x59, 0x7a, 0xff}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(90, 60, 210, 180), image.NewUniform(color.RGBA{0xf8, 0xe9, 0xe1, 0xff}), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "me.png")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestProfileWithPicture(t *testing.T) {
	b := openTab(t, newServer(t).URL)
	b.signUp("ana")
	b.open("/settings")
	b.click(`.settings-list a[href="/settings/profile"]`)
	if ask[bool](b, `document.querySelector("[data-preview-send]").checkVisibility()`) {
		t.Error("there is a button to send no picture")
	}
	b.chooses(portrait(t))
	b.wait(`document.querySelector(".portrait > img.avatar")?.naturalWidth === 300`)
	b.picture("journey-preview")
	b.click(`[data-preview-send] button`)
	b.wants(".toast", "Your picture was saved.")
	b.wait(`document.querySelector(".topbar img.avatar")?.naturalWidth === 300`)
	b.fill("first_name", "Ana")
	b.do(chromedp.SendKeys(chromedp.CSS(`[name="bio"]`), "Runs before breakfast."))
	b.click(`.settings-main .button-primary`)
	b.wants(".toast", "Saved.")
	if got := ask[string](b, `document.querySelector('[name="first_name"]').value + ": " + document.querySelector('[name="bio"]').value`); got != "Ana: Runs before breakfast." {
		t.Errorf("the profile says %q", got)
	}
	b.picture("journey-profile")
	b.click(`.portrait form[action$="/delete"] button`)
	b.wants(".toast", "Your picture was removed.")
}

func TestShoesFromNewToRetired(t *testing.T) {
	b := openTab(t, newServer(t).URL)
	b.signUp("ana")
	b.open("/settings/equipment")
	b.click(`.empty .button-primary`)
	b.fill("label", "Peregrine")
	if got := ask[int](b, `[...document.querySelectorAll(".kind")].filter((k) => k.checkVisibility()).length`); got != 1 {
		t.Errorf("the sports of %d kinds are shown, not those of shoes alone", got)
	}
	b.press(`[name="sport_5"]`)
	b.click(`.settings-main .button-primary`)
	b.wants(".toast", "The equipment was added.")

	b.open("/activities/new")
	b.fill("duration", "1:05:00")
	b.fill("distance", "12.5")
	b.click(`main .button-primary`)
	b.wants("main", "Peregrine")
	b.click(`.about a`)
	b.wants(".numbers", "12.50")
	b.wants(".numbers", "1:05:00")
	b.picture("journey-shoes")
	b.click(`form[action$="/retire"] button`)
	b.wants(".toast", "Retired. Its totals stay.")
	b.wants(".eyebrow", "Retired")
	b.open("/activities/new")
	if strings.Contains(b.text("main"), "Peregrine") {
		t.Error("retired shoes are still offered")
	}
}

func TestThresholdIsAppliedToThePast(t *testing.T) {
	s := newHouse(t, nil)
	b := openTab(t, s.URL)
	b.signUp("ana")
	b.open("/activities/upload")
	b.chooses(recording)
	b.wait(`document.querySelector(".upload.is-done")`)
	b.open("/settings/sports/running")
	b.fill("stopped_speed", "8")
	b.click(`.settings-main form .button-primary`)
	b.wants(".notice", "Shall the earlier ones (1 activity) be measured anew")
	b.click(`.notice .button-primary`)
	b.wants("#measure", "Waiting for its turn")
	b.picture("journey-measuring")
	s.recompute(t)
	b.wait(`document.querySelector("#measure .notice-success")`)
	b.wants("#measure", "1 activity was measured anew.")
}

func TestApplicationIsLetInAndRevoked(t *testing.T) {
	s := newHouse(t, nil)
	b := openTab(t, s.URL)
	back := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!doctype html><title>back</title><link rel="icon" href="data:,"><body>` + r.URL.Query().Get("state") + " " + r.URL.Query().Get("code") + r.URL.Query().Get("error")))
	}))
	t.Cleanup(back.Close)

	b.signUp("dev")
	b.open("/settings/apps")
	b.click(`.empty .button-primary`)
	b.fill("name", "Uploader")
	b.do(chromedp.SendKeys(chromedp.CSS(`[name="redirect_uris"]`), "http://127.0.0.1/callback"))
	b.press(`[name="scope_workouts:write"]`)
	b.click(`.settings-main .button-primary`)
	b.wants(".notice", "Keep the secret now")
	b.picture("journey-secret")
	client := ask[string](b, `document.querySelectorAll("[data-copy-text]")[0].textContent`)
	secret := ask[string](b, `document.querySelectorAll("[data-copy-text]")[1].textContent`)

	callback := back.URL + "/callback"
	consent := "/profile/apps/authorize?" + url.Values{"response_type": {"code"}, "client_id": {client}, "scope": {"workouts:write"}, "state": {"xyz"}, "redirect_uri": {callback}}.Encode()
	b.open(consent)
	b.wants("main", "Add, change and delete activities")
	b.picture("journey-consent")
	b.click(`main [value="false"]`)
	b.wants("body", "xyz access_denied")
	b.open(consent)
	b.click(`main [value="true"]`)
	words := strings.Fields(b.text("body"))
	if len(words) != 2 || words[0] != "xyz" {
		t.Fatalf("the application is told %q", words)
	}
	_, err := s.auth.Exchange(t.Context(), auth.Exchange{Grant: auth.AuthorizationCode, ClientID: client, ClientSecret: secret, Code: words[1], RedirectURI: callback})
	if err != nil {
		t.Fatal(err)
	}
	b.open("/settings/connections")
	b.wants(".card", "Uploader")
	b.picture("journey-connections")
	b.click(`.card .button-danger`)
	b.wants(".toast", "Access has ended.")
	b.wants("main", "No program has access")
}

func TestArchiveIsMadeAndFetched(t *testing.T) {
	s := newHouse(t, nil)
	b := openTab(t, s.URL)
	b.signUp("ana")
	b.open("/settings/export")
	b.click(`.settings-main .button-primary`)
	b.wants("#export", "Your archive is being made")
	if err := s.exports.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.wait(`document.querySelector("#export a[download]")`)
	b.wants("#export", "Your archive is ready")
	b.picture("journey-export")
	ask[bool](b, `fetch(document.querySelector("#export a[download]").href).then((r) => r.text()).then((s) => { window.archive = s; }), true`)
	b.wait(`window.archive`)
	if begins := ask[string](b, `window.archive.slice(0, 2)`); begins != "PK" {
		t.Errorf("the archive begins with %q", begins)
	}
}

func TestLostPassword(t *testing.T) {
	inbox := &postbox{}
	s := newHouse(t, func(o *auth.Options) { o.Mailer = inbox })
	b := openTab(t, s.URL)
	if _, err := s.auth.CreateAccount(t.Context(), auth.Registration{Username: "ana", Email: "ana@example.org", Password: "correct horse battery"}); err != nil {
		t.Fatal(err)
	}
	b.open("/sign-in")
	b.click(`main a[href="/password-reset"]`)
	b.fill("email", "ana@example.org")
	b.click(`main .button-primary`)
	b.wants(".notice", "it is on its way")
	if n, err := s.auth.SendMails(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d mails were sent: %v", n, err)
	}
	b.open(inbox.link(t))
	b.fill("password", "another good one")
	b.picture("journey-reset")
	b.click(`main .button-primary`)
	b.wants(".toast", "Your new password is set. Please sign in.")
	b.fill("login", "ana")
	b.fill("password", "another good one")
	b.click(`main button[type="submit"]`)
	b.wants("main", "Your almanac is empty")
}

// postbox keeps what is mailed, as auth.Mailer.
type postbox struct{ mails []auth.Mail }

func (p *postbox) Send(_ context.Context, m auth.Mail) error {
	p.mails = append(p.mails, m)
	return nil
}

// link is the path that the latest mail leads to.
func (p *postbox) link(t *testing.T) string {
	t.Helper()
	for word := range strings.FieldsSeq(p.mails[len(p.mails)-1].Text) {
		if strings.HasPrefix(word, "/password-reset?token=") {
			return word
		}
	}
	t.Fatalf("the mail holds no link: %+v", p.mails)
	return ""
}
