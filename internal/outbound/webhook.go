package outbound

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"palestra/internal/core/webhook"
)

// Webhooks makes calls to addresses that people chose. It follows no redirects, uses no proxy, and unless that is allowed
// connects to public addresses only, which is checked on each address that is dialled. It is safe for concurrent use.
type Webhooks struct{ client *http.Client }

// maxAnswer bounds what is read of an answer, in bytes. Nobody looks at it: a connection can only be used again once its
// answer was read to the end.
const maxAnswer = 16 << 10

// NewWebhooks makes the caller; private allows addresses that are not public.
func NewWebhooks(private bool) *Webhooks {
	d := &net.Dialer{Timeout: webhook.CallTime}
	if !private {
		d.Control = func(_, address string, _ syscall.RawConn) error { return checkPublic(address) }
	}
	return &Webhooks{client: webhookClient(d)}
}

func webhookClient(d *net.Dialer) *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: d.DialContext, ForceAttemptHTTP2: true, MaxIdleConns: 100, MaxIdleConnsPerHost: 4, MaxConnsPerHost: 16,
			IdleConnTimeout: time.Minute, MaxResponseHeaderBytes: maxAnswer,
		},
	}
}

// Send posts and gives the status of the answer. The context bounds all of it, the end of the body excepted: once there is
// a status, that is the answer.
func (w *Webhooks) Send(ctx context.Context, c webhook.Call) (status int, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, strings.NewReader(c.Body))
	if err != nil {
		return 0, err
	}
	r.Header.Set("User-Agent", UserAgent)
	for _, h := range c.Headers {
		r.Header.Set(h.Name, h.Value)
	}
	answer, err := w.client.Do(r)
	if err != nil {
		return 0, told(err)
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, maxAnswer) // see maxAnswer
	return answer.StatusCode, nil
}

// told is an error without the address, which whoever reads it knows.
func told(err error) error {
	if cause := errors.Unwrap(err); cause != nil {
		return cause
	}
	return err
}
