package app

import (
	"fmt"
	"testing"

	"palestra/internal/config"
	"palestra/internal/store/storetest"
)

// testConfig is what a server on this folder and database would be told; url is "" for SQLite.
func testConfig(data, url string) config.Config {
	return config.Config{
		Storage: config.Storage{Data: data, DatabaseURL: url, SecretKey: "a secret for tests, long enough to be taken"},
		Addr:    "127.0.0.1:0", Timezone: "UTC", Registration: "open", LogLevel: "error",
		MaxFileSize: 50 << 20, MaxArchiveSize: 500 << 20, MaxArchiveFiles: 500,
	}
}

// onBothDatabases runs a test on an empty database of each engine; url is "" for SQLite.
func onBothDatabases(t *testing.T, test func(t *testing.T, url string)) {
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); test(t, "") })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); test(t, storetest.PostgresDatabase(t)) })
}

// testConfigKey is testConfig for data that the command line made, with the key in the folder.
func testConfigKey(data string) config.Config {
	c := testConfig(data, "")
	c.SecretKey = ""
	return c
}

func sprint(v any) string { return fmt.Sprintf("%+v", v) }
