package wger

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"palestra/internal/core/access"
)

// call is one request on its way through the dialect.
type call struct {
	r     *http.Request
	v     access.Viewer
	place *place
	// endpoint is the place's, nil for places of their own.
	endpoint *endpoint
	// path is the request's, as it was sent.
	path string
	// id is the one in the path, 0 for a list.
	id int64
	// format is how the answer is written.
	format format
	// host is what absolute addresses begin with, "https://example.org/training", without a final slash.
	host string
	// relative leaves hosts out of addresses of pictures.
	relative bool
	// session is the secret of the browser's session that says who asks, "" when another credential or none does.
	session string
}

func (c *call) ctx() context.Context { return c.r.Context() }

// root is the path that the server is below, "" or "/training".
func (c *call) root() string {
	if u, err := url.Parse(c.host); err == nil {
		return u.Path
	}
	return ""
}

// asset is the address of a picture.
func (c *call) asset(path string) string {
	if c.relative {
		return path
	}
	return c.host + path
}

// explain is what the resource that is called says of an error of the core's. Actions use it: their handlers are named in the
// resource's own table, which they can't name in turn.
func (c *call) explain(err error) error { return c.endpoint.explain(err) }

// hostOf is the scheme and host as the client sees them.
func (d *Dialect) hostOf(r *http.Request) string {
	if d.baseURL != "" {
		return strings.TrimRight(d.baseURL, "/")
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	if s := r.Header.Get("X-Forwarded-Proto"); (s == "http" || s == "https") && d.behindProxy(r) {
		scheme = s
	}
	return scheme + "://" + r.Host
}

// behindProxy reports whether a trusted proxy handed the request on.
func (d *Dialect) behindProxy(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && slices.ContainsFunc(d.proxies, func(p netip.Prefix) bool { return p.Contains(peer.Addr().Unmap()) })
}

// today is the server's day, as midnight UTC.
func (d *Dialect) today() time.Time {
	y, m, day := d.now().In(d.zone).Date()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
}
