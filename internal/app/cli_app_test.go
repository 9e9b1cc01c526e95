package app

import (
	"context"
	"strings"
	"testing"

	"palestra/internal/core/auth"
)

func TestApplicationsFromTheShell(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	addUser(t, data, "ana")
	made := object(t, data, "app", "create", "--name", "Uploader", "--owner", "ana", "--grant", "password", "--scope", "workouts:write")
	id, _ := made["client_id"].(string)
	secret, _ := made["client_secret"].(string)
	if len(id) != 24 || len(secret) != 48 {
		t.Fatalf("client id %q, secret %q", id, secret)
	}
	token := func() error {
		a, err := Open(context.Background(), testConfigKey(data))
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		got, err := a.auth.Exchange(context.Background(), auth.Exchange{
			Grant: auth.PasswordGrant, ClientID: id, ClientSecret: secret, Username: "ana", Password: "correct horse",
		})
		if err == nil {
			_, err = a.auth.Resolve(context.Background(), got.Access)
		}
		return err
	}
	if err := token(); err != nil {
		t.Fatalf("with the printed credentials: %v", err)
	}
	public := object(t, data, "app", "create", "--name", "Watch", "--owner", "ana", "--public", "--redirect-uri", "watch:/done?a,b", "--redirect-uri", "watch:/2")
	if _, has := public["client_secret"]; has || public["public"] != true || len(public["redirect_uris"].([]any)) != 2 {
		t.Errorf("a public application is %v", public)
	}
	out := ok(t, data, "app", "list", "--json")
	if !strings.Contains(out, id) || strings.Contains(out, secret) || !strings.Contains(out, `"owner":"ana"`) {
		t.Errorf("listed: %s", out)
	}
	if got := object(t, data, "app", "revoke", id, "--delete"); got["deleted"] != true {
		t.Errorf("deleted: %v", got)
	}
	if err := token(); err == nil {
		t.Error("a deleted application got tokens")
	}
	for _, refused := range [][]string{
		{"app", "create", "--name", "x", "--owner", "nobody", "--redirect-uri", "x:/y"},
		{"app", "create", "--name", "x", "--owner", "ana"},
		{"app", "create", "--name", "x", "--owner", "ana", "--redirect-uri", "x:/y", "--scope", "world"},
		{"app", "create", "--name", "x", "--owner", "ana", "--redirect-uri", "x:/y", "--grant", "implicit"},
		{"app", "revoke", id},
	} {
		if code, out, errors := cli(t, data, "", refused...); code == 0 || errors == "" {
			t.Errorf("%v: exit %d, %q", refused, code, out)
		}
	}
}
