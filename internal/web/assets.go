package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

//go:embed static
var staticFiles embed.FS

// stylesheet is the asset that all files of static/css, in the order of their names, are joined into.
const stylesheet = "css/palestra.css"

// asset is one static file as it is served.
type asset struct {
	content []byte
	mime    string
	etag    string
	// zipped gives the gzip form, made when it is first asked for; nil where gzip gains nothing.
	zipped func() []byte
}

// assets are all static files under one prefix that changes whenever any of them does: modules may import each other
// by relative paths, and a browser may keep everything for ever.
type assets struct {
	prefix string
	byPath map[string]asset
}

var mimeTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
	".png": "image/png",
	"":     "text/plain; charset=utf-8",
}

func loadAssets() *assets {
	files := map[string][]byte{}
	var styles bytes.Buffer
	err := fs.WalkDir(staticFiles, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := staticFiles.ReadFile(name)
		if err != nil {
			return err
		}
		if name = strings.TrimPrefix(name, "static/"); path.Dir(name) == "css" {
			styles.Write(content) // WalkDir goes in lexical order
			return nil
		}
		files[name] = content
		return nil
	})
	if err != nil {
		panic(err) // embedded: only a broken build gets here
	}
	files[stylesheet] = styles.Bytes()
	return hashAssets(files)
}

func hashAssets(files map[string][]byte) *assets {
	a := &assets{byPath: make(map[string]asset, len(files))}
	var all [sha256.Size]byte
	for name, content := range files {
		sum := sha256.Sum256(append([]byte(name+"\x00"), content...))
		for i := range all {
			all[i] ^= sum[i] // the order of a map does not matter to exclusive or
		}
		item := asset{content: content, mime: mimeTypes[path.Ext(name)], etag: hex.EncodeToString(sum[:8])}
		if item.mime == "" {
			item.mime = mimeTypes[""]
		}
		if item.mime != "image/png" {
			item.zipped = sync.OnceValue(func() []byte { return gzipBytes(content) })
		}
		a.byPath[name] = item
	}
	a.prefix = "/static/" + hex.EncodeToString(all[:8]) + "/"
	return a
}

func gzipBytes(content []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is a valid constant
	_, _ = w.Write(content)                               // a bytes.Buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

// serveAsset serves GET /static/…
func (s *Site) serveAsset(w http.ResponseWriter, r *http.Request) { s.assets().ServeHTTP(w, r) }

// ServeHTTP serves a path below the prefix. Any other hash is not found: a page asks for the files it was written with.
func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, ok := strings.CutPrefix(r.URL.Path, a.prefix)
	item, known := a.byPath[name]
	if !ok || !known {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", item.mime)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	content, etag := item.content, item.etag
	if item.zipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r) {
			h.Set("Content-Encoding", "gzip")
			content, etag = item.zipped(), etag+"-gz"
		}
	}
	h.Set("ETag", `"`+etag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// acceptsGzip reads Accept-Encoding; a quality of zero is a refusal.
func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, q, _ := strings.Cut(part, ";")
		if strings.TrimSpace(coding) == "gzip" {
			q = strings.TrimSpace(q)
			return q != "q=0" && !strings.HasPrefix(q, "q=0.0")
		}
	}
	return false
}
