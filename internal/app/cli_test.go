package app

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
)

// recordings are real files of real devices.
const recordings = "../core/trackfile/testdata/recordings"

// cli runs one command line on a data folder and gives its exit code and what it printed.
func cli(t *testing.T, data, stdin string, args ...string) (code int, out, errors string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	args = append(args, "--data", data)
	code = Run(context.Background(), args, Streams{In: strings.NewReader(stdin), Out: &stdout, Err: &stderr})
	return code, stdout.String(), stderr.String()
}

// ok is cli for a command that has to work.
func ok(t *testing.T, data string, args ...string) string {
	t.Helper()
	code, out, errors := cli(t, data, "", args...)
	if code != 0 {
		t.Fatalf("palestra %s: exit %d\n%s%s", strings.Join(args, " "), code, out, errors)
	}
	return out
}

// object is ok for a command that prints one JSON object.
func object(t *testing.T, data string, args ...string) map[string]any {
	t.Helper()
	out := ok(t, data, append(args, "--json")...)
	var m map[string]any
	if err := json.Unmarshal([]byte(out), &m); err != nil || strings.Count(out, "\n") != 1 {
		t.Fatalf("palestra %s printed %q (%v)", strings.Join(args, " "), out, err)
	}
	return m
}

func addUser(t *testing.T, data, name string, more ...string) map[string]any {
	t.Helper()
	return object(t, data, append([]string{"user", "add", "--username", name, "--password", "correct horse"}, more...)...)
}

func TestAccountsFromTheShell(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	ana := addUser(t, data, "ana", "--email", "ana@example.org", "--role", "coach")
	if ana["id"] != 1.0 || ana["username"] != "ana" || ana["role"] != "coach" || ana["admin"] != true || ana["email"] != "ana@example.org" {
		t.Errorf("the first account is %v; it keeps its role and becomes administrator", ana)
	}
	bob := addUser(t, data, "bob")
	if bob["role"] != "athlete" || bob["admin"] != false {
		t.Errorf("the second account is %v", bob)
	}
	if eve := addUser(t, data, "eve", "--role", "admin"); eve["role"] != "athlete" || eve["admin"] != true {
		t.Errorf("--role admin made %v", eve)
	}
	for _, refused := range [][]string{
		{"user", "add", "--username", "ANA", "--password", "correct horse"},
		{"user", "add", "--username", "new", "--email", "Ana@Example.org", "--password", "correct horse"},
		{"user", "add", "--username", "new", "--password", "short"},
		{"user", "add", "--username", "x", "--password", "correct horse"},
		{"user", "add", "--username", "new", "--password", "correct horse", "--role", "king"},
		{"user", "add", "--username", "new"},
		{"user", "set-password", "nobody", "--password", "correct horse"},
	} {
		if code, out, errors := cli(t, data, "", refused...); code == 0 || errors == "" {
			t.Errorf("%v: exit %d, %q", refused, code, out)
		}
	}
	if got := object(t, data, "user", "set-role", "bob", "coach"); got["role"] != "coach" || got["admin"] != false {
		t.Errorf("set-role coach: %v", got)
	}
	if got := object(t, data, "user", "set-role", "bob", "admin"); got["role"] != "coach" || got["admin"] != true {
		t.Errorf("set-role admin: %v", got)
	}
	if got := object(t, data, "user", "set-role", "bob", "athlete", "--no-admin"); got["role"] != "athlete" || got["admin"] != false {
		t.Errorf("set-role --no-admin: %v", got)
	}
	if users := object(t, data, "user", "list")["users"].([]any); len(users) != 3 {
		t.Errorf("listed %v", users)
	}
	if table := ok(t, data, "user", "list"); !strings.Contains(table, "ana@example.org") || strings.Count(table, "\n") != 4 {
		t.Errorf("the table is\n%s", table)
	}
}

func TestPasswordsAreReadFromStandardInput(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	code, _, errors := cli(t, data, "battery staple\n", "user", "add", "--username", "ana", "--password", "-")
	if code != 0 {
		t.Fatal(errors)
	}
	if code, _, errors = cli(t, data, "another one\r\n", "user", "set-password", "ana", "--password", "-"); code != 0 {
		t.Fatal(errors)
	}
	a, err := Open(context.Background(), testConfigKey(data))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if _, err := a.auth.SignIn(context.Background(), "ana", "battery staple", "test"); err == nil {
		t.Error("the old password still works")
	}
	if _, err := a.auth.SignIn(context.Background(), "ANA", "another one", "test"); err != nil {
		t.Errorf("the new password: %v", err)
	}
}

func TestTokensFromTheShell(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	addUser(t, data, "ana")
	token := strings.TrimSpace(ok(t, data, "token", "create", "ana"))
	if len(token) != 40 || strings.Trim(token, "0123456789abcdef") != "" {
		t.Errorf("token %q", token)
	}
	if again := object(t, data, "token", "create", "ana"); again["token"] != token {
		t.Errorf("asked again the token is %v", again)
	}
	if list := ok(t, data, "token", "list"); !strings.Contains(list, "ana") || strings.Contains(list, token) || !strings.Contains(list, "never") {
		t.Errorf("the list is\n%s", list)
	}
	object(t, data, "token", "revoke", "ana")
	if code, _, _ := cli(t, data, "", "token", "revoke", "ana"); code == 0 {
		t.Error("revoked twice")
	}
	if fresh := strings.TrimSpace(ok(t, data, "token", "create", "ana")); fresh == token {
		t.Error("the revoked token came back")
	}
}

func TestGrantsFromTheShell(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	addUser(t, data, "ana")
	addUser(t, data, "carl", "--role", "coach")
	g := object(t, data, "grant", "add", "--athlete", "ana", "--coach", "carl", "--permission", "READ", "--from", "2026-01-01", "--until", "2026-02-01T12:00:00+01:00")
	if g["athlete"] != "ana" || g["coach"] != "carl" || g["from"] != "2026-01-01T00:00:00Z" || g["until"] != "2026-02-01T11:00:00Z" || g["revoked_at"] != nil {
		t.Errorf("granted %v", g)
	}
	for _, refused := range [][]string{
		{"grant", "add", "--athlete", "ana", "--coach", "ana", "--permission", "READ"},
		{"grant", "add", "--athlete", "ana", "--coach", "carl", "--permission", "OWN"},
		{"grant", "add", "--athlete", "ana", "--coach", "carl", "--permission", "READ", "--from", "2026-02-01", "--until", "2026-01-01"},
		{"grant", "add", "--athlete", "ana", "--coach", "carl", "--permission", "READ", "--from", "yesterday"},
		{"grant", "add", "--athlete", "nobody", "--coach", "carl", "--permission", "READ"},
		{"grant", "revoke", "99"},
	} {
		if code, out, _ := cli(t, data, "", refused...); code == 0 {
			t.Errorf("%v: %q", refused, out)
		}
	}
	object(t, data, "grant", "revoke", "1")
	list := object(t, data, "grant", "list", "--athlete", "ana")["grants"].([]any)
	if len(list) != 1 || list[0].(map[string]any)["revoked_at"] == nil {
		t.Errorf("listed %v", list)
	}
	if none := object(t, data, "grant", "list", "--coach", "ana")["grants"].([]any); len(none) != 0 {
		t.Errorf("listed %v", none)
	}
}

func TestImportSkipsDuplicatesAndListsFailures(t *testing.T) {
	t.Parallel()
	data, folder := t.TempDir(), t.TempDir()
	addUser(t, data, "ana")
	for _, name := range []string{"garmin-run.tcx", "garmin-fr935.fit", "garmin-fenix2-multisport.fit"} {
		copyFile(t, filepath.Join(recordings, name), filepath.Join(folder, name))
	}
	for name, text := range map[string]string{"broken.gpx": "<gpx><trk>", "notes.txt": "not a recording"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, out, _ := cli(t, data, "", "import", folder, "--user", "ana", "--json")
	var r importResult
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if code != exitFailed || r.Imported < 4 || r.Duplicates != 0 || len(r.Failures) != 1 || filepath.Base(r.Failures[0].File) != "broken.gpx" {
		t.Errorf("exit %d, %+v", code, r)
	}
	if !strings.Contains(r.Failures[0].Error, "line 1") {
		t.Errorf("the failure doesn't say where: %s", r.Failures[0].Error)
	}
	if err := os.Remove(filepath.Join(folder, "broken.gpx")); err != nil {
		t.Fatal(err)
	}
	if again := object(t, data, "import", folder, "--user", "ana"); again["imported"] != 0.0 || again["duplicates"] != 3.0 {
		t.Errorf("again: %v", again)
	}
	run := filepath.Join(folder, "garmin-run.tcx")
	if twice := object(t, data, "import", run, "--user", "ana", "--duplicates"); twice["imported"] != 1.0 {
		t.Errorf("asked for duplicates: %v", twice)
	}
	for _, refused := range [][]string{
		{"import", filepath.Join(folder, "gone"), "--user", "ana"}, {"import", folder, "--user", "nobody"}, {"import", folder, "--user", "ana", "--sport", "quidditch"},
	} {
		if code, out, _ := cli(t, data, "", refused...); code == 0 {
			t.Errorf("%v: %q", refused, out)
		}
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	bytes, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDoctorFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	addUser(t, data, "ana")
	object(t, data, "import", filepath.Join(recordings, "garmin-run.tcx"), "--user", "ana")
	if well := object(t, data, "doctor"); well["ok"] != true {
		t.Fatalf("a sound server: %v", well)
	}
	objects := filepath.Join(data, "files", "objects")
	stray := filepath.Join(objects, "ab", "ab"+strings.Repeat("0", 62))
	if err := os.MkdirAll(filepath.Dir(stray), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(stray, []byte("left over"), 0o600); err != nil {
		t.Fatal(err)
	}
	if well := object(t, data, "doctor"); well["ok"] != true {
		t.Errorf("a file that may be an upload under way is no finding yet: %v", well)
	}
	if code, out, _ := cli(t, data, "", "doctor", "--now"); code != exitFailed || !strings.Contains(out, "1 files belong to nothing") {
		t.Errorf("exit %d\n%s", code, out)
	}
	object(t, data, "doctor", "--fix", "--now")
	if _, err := os.Stat(stray); !os.IsNotExist(err) {
		t.Error("the stray file is still there")
	}
	if err := os.RemoveAll(objects); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := cli(t, data, "", "doctor"); code != exitFailed || !strings.Contains(out, "1 missing") {
		t.Errorf("with a lost original: exit %d\n%s", code, out)
	}
}

func TestRecomputeGivesTheSameNumbersAndKeepsTexts(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	addUser(t, data, "ana")
	object(t, data, "import", recordings, "--user", "ana")
	before := activities(t, data)
	if r := object(t, data, "recompute"); r["recomputed"] != float64(len(before)) || len(r["failures"].([]any)) != 0 {
		t.Errorf("recomputed %v of %d", r, len(before))
	}
	after := activities(t, data)
	for i := range before {
		if describe(&before[i]) != describe(&after[i]) {
			t.Errorf("was\n%s\nis\n%s", describe(&before[i]), describe(&after[i]))
		}
	}
}

// activities are ana's, all of them.
func activities(t *testing.T, data string) []activity.Activity {
	t.Helper()
	ctx := context.Background()
	a, err := Open(ctx, testConfigKey(data))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	p, err := a.auth.PersonByName(ctx, "ana")
	if err != nil {
		t.Fatal(err)
	}
	page, err := a.activities.List(ctx, access.Viewer{Person: p}, activity.Filter{PerPage: activity.MaxPerPage})
	if err != nil {
		t.Fatal(err)
	}
	return page.Activities
}

// describe is everything that a recomputation of unchanged rules must not change; JSON has no NaN.
func describe(a *activity.Activity) string {
	var b bytes.Buffer
	b.WriteString(a.UUID + " " + a.Title + " " + a.Start.String() + " ")
	for _, n := range append([]activity.Numbers{a.Numbers}, segmentNumbers(a)...) {
		b.WriteString(strings.TrimSpace(sprint(n)) + "\n")
	}
	b.WriteString(sprint(a.Records))
	return b.String()
}

func segmentNumbers(a *activity.Activity) []activity.Numbers {
	all := make([]activity.Numbers, len(a.Segments))
	for i := range a.Segments {
		all[i] = a.Segments[i].Numbers
	}
	return all
}

func TestUpkeepCommands(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if m := object(t, data, "migrate"); m["schema"].(float64) < 1 {
		t.Errorf("migrate: %v", m)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"version"}, Version}, {[]string{"help"}, "PALESTRA_DATABASE_URL"}, {[]string{"help"}, "recompute"}, {nil, "PALESTRA_ADDR"},
		{[]string{"serve", "--help"}, "--registration"},
	} {
		var out, errors bytes.Buffer
		if code := Run(context.Background(), c.args, Streams{Out: &out, Err: &errors}); code != 0 || !strings.Contains(out.String(), c.want) {
			t.Errorf("palestra %v: exit %d\n%s%s", c.args, code, out.String(), errors.String())
		}
	}
	var out, errors bytes.Buffer
	if code := Run(context.Background(), []string{"fly"}, Streams{Out: &out, Err: &errors}); code != exitUsage || errors.Len() == 0 {
		t.Errorf("an unknown command: exit %d, %q", code, errors.String())
	}
	if code, _, errors := cli(t, data, "", "serve", "--timezone", "Mars/Olympus"); code != exitUsage || !strings.Contains(errors, "timezone") {
		t.Errorf("a wrong setting: exit %d, %q", code, errors)
	}
}
