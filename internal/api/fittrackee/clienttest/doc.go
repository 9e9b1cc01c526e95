// Package clienttest lets FitTrackee's own web client, as it was released, work with this server in a real browser. It has
// tests only.
//
//	PALESTRA_TEST_BROWSER=/usr/bin/chromium PALESTRA_TEST_SCREENSHOTS=/tmp/pictures go test ./internal/api/fittrackee/clienttest
//
// The client comes from the package index of Python for the time of the test; nothing of it is kept. Without a browser, or
// where the package can't be had, the test is skipped and says so. Every wait has an end: a page that does not come is a
// failure that tells what the page showed, what the console said and which requests went before.
package clienttest
