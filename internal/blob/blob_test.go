package blob

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

func open(t *testing.T) (*Dir, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "files")
	d, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return d, path
}

func stage(t *testing.T, d *Dir, text string) activity.Staged {
	t.Helper()
	s, err := d.Stage(strings.NewReader(text), 100)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Discard)
	return s
}

func read(t *testing.T, d *Dir, hash string) string {
	t.Helper()
	b, err := d.Open(hash)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	text, err := io.ReadAll(b)
	if err != nil || int64(len(text)) != b.Size() {
		t.Fatalf("read %d of %d bytes, %v", len(text), b.Size(), err)
	}
	return string(text)
}

// files counts everything below a folder.
func files(t *testing.T, path string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(path, func(_ string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestKeptBytesAreFoundByTheirHash(t *testing.T) {
	d, _ := open(t)
	s := stage(t, d, "hello")
	sum := sha256.Sum256([]byte("hello"))
	if s.Hash() != hex.EncodeToString(sum[:]) || s.Size() != 5 {
		t.Fatalf("hash %s, size %d", s.Hash(), s.Size())
	}
	part := make([]byte, 3)
	if _, err := s.ReadAt(part, 2); err != nil || string(part) != "llo" {
		t.Fatalf("staged bytes read %q, %v", part, err)
	}
	if _, err := d.Open(s.Hash()); !fault.Is(err, fault.NotFound) {
		t.Errorf("before Keep: %v, want not found", err)
	}
	if err := s.Keep(); err != nil {
		t.Fatal(err)
	}
	s.Discard()
	s.Discard()
	if got := read(t, d, s.Hash()); got != "hello" {
		t.Errorf("kept %q", got)
	}
}

func TestDiscardedBytesLeaveNothing(t *testing.T) {
	d, path := open(t)
	stage(t, d, "hello").Discard()
	if n := files(t, path); n != 0 {
		t.Errorf("%d files are left", n)
	}
}

func TestTheSameBytesAreKeptOnce(t *testing.T) {
	d, path := open(t)
	var all sync.WaitGroup
	hash := stage(t, d, "the same").Hash()
	for range 8 {
		all.Go(func() {
			s, err := d.Stage(strings.NewReader("the same"), 100)
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Discard()
			if err := s.Keep(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := read(t, d, hash); got != "the same" {
		t.Errorf("kept %q", got)
	}
	if n := files(t, filepath.Join(path, "objects")); n != 1 {
		t.Errorf("%d files for the same bytes", n)
	}
}

func TestUploadsAreBoundedAndTellTheirSize(t *testing.T) {
	d, path := open(t)
	s, err := d.Stage(strings.NewReader("12345"), 5)
	if err != nil {
		t.Fatalf("exactly the limit: %v", err)
	}
	s.Discard()
	_, err = d.Stage(bytes.NewReader(make([]byte, 12)), 5)
	e, ok := err.(*fault.Error)
	if !ok || e.Kind != fault.TooLarge || e.Code != "upload.too_large" || e.Args[0] != int64(12) || e.Args[1] != int64(5) {
		t.Errorf("twelve bytes: %v", err)
	}
	endless := &counter{}
	if _, err := d.Stage(endless, 5); !fault.Is(err, fault.TooLarge) {
		t.Errorf("an endless upload: %v", err)
	}
	if endless.read > 5+countedBeyond+(1<<20) {
		t.Errorf("%d bytes were read of an endless upload", endless.read)
	}
	if n := files(t, path); n != 0 {
		t.Errorf("%d files are left of refused uploads", n)
	}
}

// counter is an upload without an end.
type counter struct{ read int64 }

func (c *counter) Read(p []byte) (int, error) {
	c.read += int64(len(p))
	return len(p), nil
}

func TestBrokenUploadsLeaveNothing(t *testing.T) {
	d, path := open(t)
	broken := io.MultiReader(strings.NewReader("half"), failing{})
	if _, err := d.Stage(broken, 100); err != io.ErrUnexpectedEOF {
		t.Errorf("got %v", err)
	}
	if n := files(t, path); n != 0 {
		t.Errorf("%d files are left", n)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestRemoveAndWalk(t *testing.T) {
	d, path := open(t)
	a, b := stage(t, d, "a"), stage(t, d, "bb")
	for _, s := range []activity.Staged{a, b} {
		if err := s.Keep(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(path, "objects", "README"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int64{}
	walk := func() {
		clear(sizes)
		if err := d.Walk(func(i Info) error { sizes[i.Hash] = i.Size; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if walk(); len(sizes) != 2 || sizes[a.Hash()] != 1 || sizes[b.Hash()] != 2 {
		t.Errorf("walked over %v", sizes)
	}
	for range 2 {
		if err := d.Remove(a.Hash()); err != nil {
			t.Fatal(err)
		}
	}
	if walk(); len(sizes) != 1 {
		t.Errorf("after removal %v", sizes)
	}
}

func TestNoNameBecomesAPath(t *testing.T) {
	d, _ := open(t)
	for _, name := range []string{"", "../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("/", 64)} {
		if _, err := d.Open(name); err == nil || fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", name, err)
		}
		if err := d.Remove(name); err == nil {
			t.Errorf("%q was removed", name)
		}
	}
}

func TestOpenSweepsWhatACrashLeft(t *testing.T) {
	_, path := open(t)
	old, recent := filepath.Join(path, "staging", "upload-1"), filepath.Join(path, "staging", "upload-2")
	for _, name := range []string{old, recent} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-2 * abandoned)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Error("the abandoned upload is still there")
	}
	if _, err := os.Stat(recent); err != nil {
		t.Errorf("an upload under way was removed: %v", err)
	}
}
