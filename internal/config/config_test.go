package config

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/config.md anew")

func valid() Config {
	return Config{
		Storage: Storage{Data: "data"}, Addr: "127.0.0.1:8000", Timezone: "UTC", Registration: "open",
		MaxFileSize: 1, MaxArchiveSize: 1, MaxArchiveFiles: 1,
	}
}

func TestCheckNamesTheSetting(t *testing.T) {
	ok := valid()
	if err := ok.Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Config){
		"addr":            func(c *Config) { c.Addr = "8000" },
		"base-url":        func(c *Config) { c.BaseURL = "train.example" },
		"trusted-proxies": func(c *Config) { c.TrustedProxies = "10.0.0.1" },
		"timezone":        func(c *Config) { c.Timezone = "Mars/Olympus" },
		"max-file-size":   func(c *Config) { c.MaxFileSize = 0 },
		"rate-limit":      func(c *Config) { c.RateLimit = -1 },
		"tile-url":        func(c *Config) { c.TileURL = "https://tile.example/{z}/{x}.png" },
		"smtp-url": func(c *Config) {
			c.SMTPURL, c.MailFrom, c.BaseURL = "mail.example", "a@example.org", "https://train.example"
		},
		"mail-from": func(c *Config) {
			c.SMTPURL, c.MailFrom, c.BaseURL = "smtp://mail.example", "A <a@example.org>", "https://train.example"
		},
		"base-url: needed": func(c *Config) { c.SMTPURL, c.MailFrom = "smtp://mail.example", "a@example.org" },
		"data":             func(c *Config) { c.Data = "" },
		"database-url":     func(c *Config) { c.DatabaseURL = "mysql://db" },
		"secret-key":       func(c *Config) { c.SecretKey = "short" },
	} {
		c := valid()
		spoil(&c)
		if err := c.Check(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestSize(t *testing.T) {
	for text, want := range map[string]Size{"0": 0, "1000": 1000, "5B": 5, "512KB": 512 << 10, "50MB": 50 << 20, " 2 gb ": 2 << 30} {
		var s Size
		if err := s.UnmarshalText([]byte(text)); err != nil || s != want {
			t.Errorf("%q: %d, %v; want %d", text, s, err, want)
		}
	}
	for _, text := range []string{"", "MB", "-1", "1.5MB", "9999999999999GB", "12 parsecs"} {
		var s Size
		if err := s.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was taken as %d", text, s)
		}
	}
}

func TestSecretsComeFromFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte("the secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"PALESTRA_SECRET_KEY_FILE": path, "PALESTRA_ADDR_FILE": path}
	got, err := ReadSecretFiles(func(k string) string { return env[k] })
	if err != nil || got["PALESTRA_SECRET_KEY"] != "the secret" || len(got) != 1 {
		t.Errorf("got %v, %v", got, err)
	}
	env["PALESTRA_SECRET_KEY"] = "another"
	if _, err := ReadSecretFiles(func(k string) string { return env[k] }); err == nil {
		t.Error("both forms at once were accepted")
	}
	if _, err := ReadSecretFiles(func(k string) string {
		if k == "PALESTRA_METRICS_TOKEN_FILE" {
			return path + ".gone"
		}
		return ""
	}); err == nil {
		t.Error("a file that is not there was accepted")
	}
}

func TestEverySettingIsDocumented(t *testing.T) {
	for _, s := range Settings() {
		if s.Env == "" || s.Help == "" || s.Values == "" {
			t.Errorf("%s: variable %q, values %q, help %q", s.Flag, s.Env, s.Values, s.Help)
		}
		if !strings.HasPrefix(s.Env, "PALESTRA_") {
			t.Errorf("%s: variable %s", s.Flag, s.Env)
		}
	}
	want := page()
	const path = "../../docs/config.md"
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("docs/config.md is not what the settings say (%v); go test ./internal/config -update writes it", err)
	}
}

// page is docs/config.md.
func page() string {
	var b strings.Builder
	b.WriteString("# Settings\n\n" +
		"Written from `internal/config` by `go test ./internal/config -update`; change it there.\n\n" +
		"`palestra serve` and `palestra demo` take every setting as a flag or as a variable; a flag wins. The administrative\n" +
		"commands take `--data`, `--database-url` and `--secret-key`. A secret can be put into a file as well: the variable with\n" +
		"`_FILE` at its end names it. Sizes are in bytes or with KB, MB or GB (powers of 1024).\n\n" +
		"| flag | variable | values | default | what it does |\n| --- | --- | --- | --- | --- |\n")
	for _, s := range Settings() {
		env, def := "`"+s.Env+"`", ""
		if s.Secret {
			env += ", `" + s.Env + "_FILE`"
		}
		if s.Default != "" {
			def = "`" + s.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", s.Flag, env, s.Values, def, s.Help)
	}
	return b.String()
}
