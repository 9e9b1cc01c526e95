// Package archtest holds the shape of the house: its tests read the source tree and fail when ARCHITECTURE.md stops being
// true. They look at who imports whom, at package comments, at the length of files, and at every path and link in the
// documents. It has no code of its own to call:
//
//	go test ./internal/archtest
//
// A new package under internal/ needs a row in rooms (imports_test.go): where it stands, and what it may import. Loosening a
// row is a decision about the whole house, so the reason belongs in the row.
package archtest
