package outbound

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/smtp"
	"net/url"
	"strings"
	"time"

	"palestra/internal/core/auth"
)

// Mail sends mails through an SMTP server. It is safe for concurrent use.
type Mail struct {
	address, host  string
	implicit       bool
	name, password string
	from           string
	now            func() time.Time
	tls            *tls.Config
}

// mailTimeout bounds one delivery where the context doesn't.
const mailTimeout = time.Minute

// NewMail sends from an address through the server at smtp://name:password@host:port, which must offer STARTTLS unless it is
// on this machine, or smtps://…, which begins with TLS. Ports default to 587 and 465. Both arguments must be checked before
// (config.Config.Check does).
func NewMail(server, from string) *Mail {
	u, err := url.Parse(server)
	if err != nil {
		u = &url.URL{}
	}
	m := &Mail{host: u.Hostname(), implicit: u.Scheme == "smtps", from: from, now: time.Now}
	port := u.Port()
	switch {
	case port != "":
	case m.implicit:
		port = "465"
	default:
		port = "587"
	}
	m.address = net.JoinHostPort(m.host, port)
	if u.User != nil {
		m.name = u.User.Username()
		m.password, _ = u.User.Password()
	}
	m.tls = &tls.Config{ServerName: m.host, MinVersion: tls.VersionTLS12}
	return m
}

// Send delivers one mail to the server.
func (m *Mail) Send(ctx context.Context, letter auth.Mail) error {
	ctx, cancel := context.WithTimeout(ctx, mailTimeout)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", m.address)
	if err != nil {
		return err
	}
	defer conn.Close()
	// The library below knows no contexts: closing the connection is what ends a call that waits.
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	err = m.deliver(conn, letter)
	if ended := ctx.Err(); err != nil && ended != nil {
		return ended
	}
	return err
}

func (m *Mail) deliver(conn net.Conn, letter auth.Mail) error {
	if m.implicit {
		conn = tls.Client(conn, m.tls)
	}
	c, err := smtp.NewClient(conn, m.host)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := m.secure(c); err != nil {
		return err
	}
	if m.name != "" {
		// It refuses to tell the password without TLS, save to this machine.
		if err := c.Auth(smtp.PlainAuth("", m.name, m.password, m.host)); err != nil {
			return err
		}
	}
	if err := c.Mail(m.from); err != nil {
		return err
	}
	if err := c.Rcpt(letter.To); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(m.message(letter)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	_ = c.Quit() // the mail is the server's already
	return nil
}

// secure asks for TLS where it doesn't hold yet.
func (m *Mail) secure(c *smtp.Client) error {
	if m.implicit {
		return nil
	}
	if offered, _ := c.Extension("STARTTLS"); offered {
		return c.StartTLS(m.tls)
	}
	if ip := net.ParseIP(m.host); m.host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return errors.New("the mail server offers no encryption")
}

// message is the mail as it is sent (RFC 5322).
func (m *Mail) message(letter auth.Mail) []byte {
	var b bytes.Buffer
	_, domain, _ := strings.Cut(m.from, "@")
	for _, h := range [][2]string{
		{"From", m.from}, {"To", letter.To}, {"Subject", mime.QEncoding.Encode("utf-8", oneLine(letter.Subject))},
		{"Date", m.now().UTC().Format(time.RFC1123Z)}, {"Message-ID", "<" + messageID() + "@" + domain + ">"},
		{"MIME-Version", "1.0"}, {"Content-Type", "text/plain; charset=utf-8"}, {"Content-Transfer-Encoding", "quoted-printable"},
		{"Auto-Submitted", "auto-generated"},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	b.WriteString("\r\n")
	body := quotedprintable.NewWriter(&b)
	_, _ = body.Write([]byte(strings.ReplaceAll(letter.Text, "\n", "\r\n"))) // into memory
	_ = body.Close()
	return b.Bytes()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func messageID() string {
	b := make([]byte, 16)
	rand.Read(b)
	return hex.EncodeToString(b)
}
