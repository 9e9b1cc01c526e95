// Package browsertest drives the pages in a real browser: what scripts, style sheets and the security policy do to a reader.
// It has tests only.
//
//	PALESTRA_TEST_BROWSER=/usr/bin/chromium PALESTRA_TEST_SCREENSHOTS=/tmp/pictures go test ./internal/web/browsertest
//
// Without PALESTRA_TEST_BROWSER the tests are skipped and say so. With PALESTRA_TEST_SCREENSHOTS every page is left there
// as a picture, by day and by night, on a phone and on a wide screen. Tests use their own server with real services; only
// the map tiles are plain squares.
package browsertest
