package wire

import (
	"net/http"
	"net/netip"
	"strings"
)

// Proxies are the networks whose word about the client's address counts.
type Proxies []netip.Prefix

// ClientAddr is the address a request came from: the peer, or, when the peer is a trusted proxy, the last address in
// X-Forwarded-For that is not one. Clients write that header too, so only the part that trusted proxies added is read.
// The zero Addr when the peer's address can't be read.
func (p Proxies) ClientAddr(r *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	addr := peer.Addr().Unmap()
	if !p.trusts(addr) {
		return addr
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			return addr
		}
		addr = hop.Unmap()
		if !p.trusts(addr) {
			return addr
		}
	}
	return addr
}

func (p Proxies) trusts(addr netip.Addr) bool {
	for _, prefix := range p {
		if prefix.Contains(addr) {
			return true
		}
	}
	return false
}
