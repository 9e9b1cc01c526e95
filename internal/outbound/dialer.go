// Package outbound is every call we make to the world. Nothing here may reach a private address unless the operator allows it;
// the check is made on the address that is really dialled, so that no name can change its mind in between.
//
//	tiles := outbound.NewTiles("https://tile.example/{z}/{x}/{y}.png", outbound.Client(false))
package outbound

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// ErrPrivate is the refusal of an address that is not on the public internet.
var ErrPrivate = errors.New("address is not public")

// UserAgent names the product to the servers we ask.
const UserAgent = "palestra (self-hosted training platform)"

// Client makes requests with time limits and follows no redirects. Unless private is set it connects to public addresses only.
func Client(private bool) *http.Client {
	d := &net.Dialer{Timeout: 10 * time.Second}
	if !private {
		d.Control = func(_, address string, _ syscall.RawConn) error { return checkPublic(address) }
	}
	return &http.Client{
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: d.DialContext, ForceAttemptHTTP2: true, MaxIdleConns: 10, MaxConnsPerHost: 4,
			IdleConnTimeout: time.Minute, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second,
			MaxResponseHeaderBytes: 64 << 10,
		},
	}
}

// checkPublic refuses loopback, private, link-local, shared, documentation and multicast addresses.
func checkPublic(address string) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	a := ap.Addr().Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return ErrPrivate
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return ErrPrivate
		}
	}
	return nil
}

// reserved are ranges of IANA's special-purpose registries that netip has no word for.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/32"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("3fff::/20"), netip.MustParsePrefix("::/96"), netip.MustParsePrefix("fec0::/10"),
}
