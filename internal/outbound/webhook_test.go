package outbound

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"palestra/internal/core/webhook"
)

// receiver is a server of somebody's that behaves as a test wants.
func receiver(t *testing.T, answer http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s
}

func TestWebhooksArePosted(t *testing.T) {
	s := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.URL.Path != "/hook" || string(body) != `{"event":"e"}` ||
			r.Header.Get("X-Webhook-Token") != "s3cret" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%v %s %s %q %v", err, r.Method, r.URL.Path, body, r.Header)
		}
		w.WriteHeader(http.StatusAccepted)
	})
	status, err := NewWebhooks(true).Send(t.Context(), webhook.Call{
		URL: s.URL + "/hook", Body: `{"event":"e"}`, Headers: []webhook.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "X-Webhook-Token", Value: "s3cret"}},
	})
	if err != nil || status != http.StatusAccepted {
		t.Errorf("%d %v", status, err)
	}
}

// A redirect is an answer like any other: following it would send the secret to whoever is named there.
func TestWebhooksFollowNoRedirect(t *testing.T) {
	var followed atomic.Bool
	other := receiver(t, func(http.ResponseWriter, *http.Request) { followed.Store(true) })
	s := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	})
	status, err := NewWebhooks(true).Send(t.Context(), webhook.Call{URL: s.URL})
	if err != nil || status != http.StatusTemporaryRedirect || followed.Load() {
		t.Errorf("%d %v, followed %v", status, err, followed.Load())
	}
}

func TestWebhooksGiveUpOnAReceiverThatHangs(t *testing.T) {
	asked, done := make(chan struct{}), make(chan struct{})
	s := receiver(t, func(http.ResponseWriter, *http.Request) {
		close(asked)
		<-done
	})
	defer close(done)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-asked
		cancel()
	}()
	if status, err := NewWebhooks(true).Send(ctx, webhook.Call{URL: s.URL}); !errors.Is(err, context.Canceled) || status != 0 {
		t.Errorf("%d %v", status, err)
	}
}

// A status is an answer, whatever becomes of a body that never ends or is cut off.
func TestWebhooksReadLittleOfAnAnswer(t *testing.T) {
	endless := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 4096)); err != nil {
				return
			}
		}
	})
	cut := receiver(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		w.WriteHeader(http.StatusOK)
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
	for _, s := range []*httptest.Server{endless, cut} {
		if status, err := NewWebhooks(true).Send(t.Context(), webhook.Call{URL: s.URL}); err != nil || status != http.StatusOK {
			t.Errorf("%d %v", status, err)
		}
	}
}

func TestWebhooksRefuseLongHeads(t *testing.T) {
	s := receiver(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 10*maxAnswer))
	})
	if status, err := NewWebhooks(true).Send(t.Context(), webhook.Call{URL: s.URL}); err == nil {
		t.Errorf("answered %d", status)
	}
}

func TestWebhooksGoToPublicAddressesOnly(t *testing.T) {
	s := receiver(t, func(http.ResponseWriter, *http.Request) { t.Error("was reached") })
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "[::]", "169.254.169.254", "10.1.2.3", "[fd00:ec2::254]", "[fe80::1]"} {
		status, err := NewWebhooks(false).Send(t.Context(), webhook.Call{URL: "http://" + host + port})
		if !errors.Is(err, ErrPrivate) || status != 0 {
			t.Errorf("%s: %d %v", host, status, err)
		}
	}
}

func TestAddressesThatAreNotPublic(t *testing.T) {
	tests := map[string]bool{
		"8.8.8.8:80": true, "[2606:4700::1111]:443": true, "1.1.1.1:8080": true,
		"100.64.0.1:80": false, "172.16.0.1:80": false, "172.32.0.1:80": true, "192.168.1.1:80": false, "224.0.0.1:80": false, "255.255.255.255:80": false,
		"[fe80::1%eth0]:80": false, "[fc00::1]:80": false, "[ff02::1]:80": false, "[64:ff9b::7f00:1]:80": false, "[2002:7f00:1::]:80": false, "[::127.0.0.1]:80": false,
		"[fec0::1]:80": false, "[2001:0:7f00:1::]:80": false, "metadata:80": false,
	}
	for address, public := range tests {
		if err := checkPublic(address); (err == nil) != public {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// The name has a public address when it is first asked for and a private one from then on; what counts is what is dialled.
func TestWebhooksSeeThroughChangingNames(t *testing.T) {
	s := receiver(t, func(http.ResponseWriter, *http.Request) { t.Error("was reached") })
	names := changingNames(t, netip.MustParseAddr("8.8.8.8"), netip.MustParseAddr("127.0.0.1"))
	if first, err := names.LookupNetIP(t.Context(), "ip4", "hook.example."); err != nil || len(first) != 1 || checkPublic(netip.AddrPortFrom(first[0], 80).String()) != nil {
		t.Fatal(first, err)
	}
	d := &net.Dialer{Resolver: names, Control: func(_, address string, _ syscall.RawConn) error { return checkPublic(address) }}
	w := &Webhooks{client: webhookClient(d)}
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	if status, err := w.Send(t.Context(), webhook.Call{URL: "http://hook.example." + port}); !errors.Is(err, ErrPrivate) {
		t.Errorf("%d %v", status, err)
	}
}

// changingNames resolves every name to the first address once and to then afterwards, by a name server on this machine.
func changingNames(t *testing.T, first, then netip.Addr) *net.Resolver {
	t.Helper()
	server, err := new(net.ListenConfig).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	go func() {
		question := make([]byte, 512)
		for asked := 0; ; {
			n, from, err := server.ReadFrom(question)
			if err != nil {
				return
			}
			address := then
			if isA := binary.BigEndian.Uint16(question[questionEnd(question[:n])-4:]) == 1; !isA {
				address = netip.Addr{}
			} else if asked++; asked == 1 {
				address = first
			}
			_, _ = server.WriteTo(nameAnswer(question[:n], address), from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{Timeout: time.Minute}).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

// questionEnd is where the first question of a message ends (RFC 1035, 4.1.2).
func questionEnd(message []byte) int {
	at := 12
	for message[at] != 0 {
		at += int(message[at]) + 1
	}
	return at + 5
}

// nameAnswer repeats the question and answers with an address, or with none.
func nameAnswer(question []byte, a netip.Addr) []byte {
	answer := append([]byte(nil), question[:questionEnd(question)]...)
	answer[2], answer[3] = 0x84, 0x00                  // an answer, with authority
	copy(answer[4:12], []byte{0, 1, 0, 0, 0, 0, 0, 0}) // one question
	if a.IsValid() {
		answer[7] = 1
		address := a.As4()
		answer = append(answer, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4) // the name above, A, IN, no time to live
		answer = append(answer, address[:]...)
	}
	return answer
}
