package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What was vendored is what was published: the sums are those of the files in the npm packages.
func TestVendoredFilesAreUnchanged(t *testing.T) {
	const root = "static/vendor"
	list, err := os.ReadFile(filepath.Join(root, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]string{}
	for line := range strings.Lines(string(list)) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok {
			t.Fatalf("SHA256SUMS has the line %q", line)
		}
		sums[name] = sum
	}
	licences := map[string]bool{}
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "SHA256SUMS" {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		short, _ := filepath.Rel(root, name)
		short = filepath.ToSlash(short)
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != sums[short] {
			t.Errorf("%s has changed or is not listed", short)
		}
		delete(sums, short)
		folder, file, _ := strings.Cut(short, "/")
		licences[folder] = licences[folder] || file == "LICENSE"
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range sums {
		t.Errorf("%s is listed and missing", name)
	}
	for folder, has := range licences {
		if !has {
			t.Errorf("%s has no LICENSE", folder)
		}
	}
}

var assetLink = regexp.MustCompile(`/static/[0-9a-f]+/[\w./-]+`)

func TestAssetsAreKeptForEver(t *testing.T) {
	server := newSite(t, nil)
	v := visit(t, server)
	v.client.Transport = plainTransport(t)
	links := assetLink.FindAllString(v.get("/design").body, -1)
	if len(links) < 4 {
		t.Fatalf("the page has the assets %v", links)
	}
	for _, link := range links {
		plain := v.get(link).wants(t, 200)
		if got := plain.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("%s: Cache-Control %q", link, got)
		}
		req := v.request("GET", link, nil)
		req.Header.Set("Accept-Encoding", "br, gzip;q=0.8")
		zipped := v.do(req)
		if zipped.Header.Get("Content-Encoding") != "gzip" || len(zipped.body) >= len(plain.body) && len(plain.body) > 500 {
			t.Errorf("%s: %d bytes zipped, %d plain", link, len(zipped.body), len(plain.body))
		}
		if plain.Header.Get("ETag") == "" || plain.Header.Get("ETag") == zipped.Header.Get("ETag") {
			t.Errorf("%s: both forms have the tag %s", link, plain.Header.Get("ETag"))
		}
		req = v.request("GET", link, nil)
		req.Header.Set("If-None-Match", plain.Header.Get("ETag"))
		if res := v.do(req); res.StatusCode != 304 {
			t.Errorf("%s: asked again with its tag: %d", link, res.StatusCode)
		}
	}
	name := links[0][strings.LastIndex(links[0], "/"):]
	for _, wrong := range []string{"/static/0123456789abcdef" + name, links[0] + ".map", "/static/", "/static/../web.go"} {
		if res := v.get(wrong); res.StatusCode != 404 {
			t.Errorf("%s: %d", wrong, res.StatusCode)
		}
	}
}

// Modules import each other by relative paths: every such path has to exist, and every module has to be imported or linked.
func TestModulesFindEachOther(t *testing.T) {
	imported := map[string]bool{}
	for _, pattern := range []string{"templates/*.html", "templates/pages/*.html"} {
		pages, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range pages {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`asset "js/([^"]+)"`).FindAllStringSubmatch(string(b), -1) {
				imported[m[1]] = true
			}
		}
	}
	files, err := filepath.Glob("static/js/*.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`from "\./([^"]+)"`).FindAllStringSubmatch(string(b), -1) {
			imported[m[1]] = true
			if _, err := os.Stat(filepath.Join("static/js", m[1])); err != nil {
				t.Errorf("%s imports %s: %v", name, m[1], err)
			}
		}
	}
	for _, name := range files {
		if !imported[filepath.Base(name)] {
			t.Errorf("nothing uses %s", name)
		}
	}
}
