package outbound

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/auth"
)

// mailServer is a small SMTP server that keeps what it is sent.
type mailServer struct {
	t        *testing.T
	listener net.Listener
	tls      *tls.Config
	// implicit begins with TLS, encrypts offers STARTTLS.
	implicit, encrypts bool
	// refuse is answered to the recipient, "" to take it.
	refuse string
	// said are the commands of the only client, data the mail.
	said chan string
	data chan string
}

// startMail serves one connection.
func startMail(t *testing.T, set func(*mailServer)) *mailServer {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	s := &mailServer{t: t, listener: listener, tls: certificate(t), said: make(chan string, 100), data: make(chan string, 1)}
	set(s)
	go s.serve()
	return s
}

// certificate is good for 127.0.0.1.
func certificate(t *testing.T) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
}

// client sends through the server, whose certificate it knows.
func (s *mailServer) client(user string) *Mail {
	scheme := "smtp"
	if s.implicit {
		scheme = "smtps"
	}
	m := NewMail(scheme+"://"+user+s.listener.Addr().String(), "training@example.org")
	cert, err := x509.ParseCertificate(s.tls.Certificates[0].Certificate[0])
	if err != nil {
		s.t.Fatal(err)
	}
	m.tls.RootCAs = x509.NewCertPool()
	m.tls.RootCAs.AddCert(cert)
	m.now = func() time.Time { return time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC) }
	return m
}

func (s *mailServer) serve() {
	conn, err := s.listener.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	if s.implicit {
		conn = tls.Server(conn, s.tls)
	}
	r := bufio.NewReader(conn)
	answer := func(lines string) { _, _ = io.WriteString(conn, strings.ReplaceAll(lines, "\n", "\r\n")+"\r\n") }
	answer("220 ready")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSpace(line)
		s.said <- line
		switch word := strings.ToUpper(strings.Fields(line + " .")[0]); word {
		case "EHLO":
			extensions := "250-here\n250-AUTH PLAIN\n"
			if s.encrypts {
				extensions += "250-STARTTLS\n"
			}
			answer(extensions + "250 8BITMIME")
		case "STARTTLS":
			answer("220 go on")
			conn = tls.Server(conn, s.tls)
			r = bufio.NewReader(conn)
		case "RCPT":
			if s.refuse != "" {
				answer(s.refuse)
				continue
			}
			answer("250 fine")
		case "AUTH":
			answer("235 fine")
		case "DATA":
			answer("354 go on")
			var text strings.Builder
			for line, err = r.ReadString('\n'); err == nil && line != ".\r\n"; line, err = r.ReadString('\n') {
				text.WriteString(strings.TrimPrefix(line, "."))
			}
			s.data <- text.String()
			answer("250 kept")
		default:
			answer("250 fine")
		}
	}
}

// commands are those that the client has sent so far.
func (s *mailServer) commands() string {
	var all strings.Builder
	for {
		select {
		case line := <-s.said:
			all.WriteString(line + "\n")
		default:
			return all.String()
		}
	}
}

var letter = auth.Mail{To: "ana@example.org", Subject: "Bestätige dein Konto\r\nBcc: eve@example.org", Text: "Hallo Ana,\n\n.\nfolge diesem Link: https://train.example/?token=" + strings.Repeat("ä=", 60) + "\n"}

func TestMailsArriveAsTheyWereWritten(t *testing.T) {
	for name, set := range map[string]func(*mailServer){
		"STARTTLS":        func(s *mailServer) { s.encrypts = true },
		"TLS":             func(s *mailServer) { s.implicit = true },
		"on this machine": func(*mailServer) {},
	} {
		s := startMail(t, set)
		if err := s.client("us%40er:p%3Ass@").Send(t.Context(), letter); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		m, err := mail.ReadMessage(strings.NewReader(<-s.data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil || subject != "Bestätige dein Konto Bcc: eve@example.org" || m.Header.Get("Bcc") != "" {
			t.Errorf("%s: subject %q, %v", name, subject, err)
		}
		if m.Header.Get("To") != letter.To || m.Header.Get("From") != "training@example.org" || m.Header.Get("Date") != "Fri, 01 May 2026 12:00:00 +0000" ||
			!strings.HasSuffix(m.Header.Get("Message-ID"), "@example.org>") {
			t.Errorf("%s: header %v", name, m.Header)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		if err != nil || strings.ReplaceAll(string(text), "\r\n", "\n") != letter.Text {
			t.Errorf("%s: text %q, %v", name, text, err)
		}
		said := s.commands()
		credentials := base64.StdEncoding.EncodeToString([]byte("\x00us@er\x00p:ss"))
		for _, want := range []string{"AUTH PLAIN " + credentials, "MAIL FROM:<training@example.org>", "RCPT TO:<ana@example.org>"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: the server heard no %s:\n%s", name, want, said)
			}
		}
		if s.encrypts && strings.Index(said, "STARTTLS") > strings.Index(said, "AUTH") {
			t.Errorf("%s: the password was told before encryption:\n%s", name, said)
		}
	}
}

func TestMailsThatCannotBeSentAreErrors(t *testing.T) {
	s := startMail(t, func(s *mailServer) { s.refuse = "550 no such box" })
	if err := s.client("").Send(t.Context(), letter); err == nil || !strings.Contains(err.Error(), "no such box") {
		t.Errorf("refused: %v", err)
	}
	s = startMail(t, func(s *mailServer) { s.encrypts = true })
	m := s.client("user:secret@")
	m.tls.RootCAs = x509.NewCertPool()
	if err := m.Send(t.Context(), letter); err == nil || strings.Contains(s.commands(), "AUTH") {
		t.Errorf("an unknown certificate: %v", err)
	}
	s = startMail(t, func(*mailServer) {})
	m = s.client("user:secret@")
	m.host = "mail.example"
	if err := m.Send(t.Context(), letter); err == nil || strings.Contains(s.commands(), "AUTH") {
		t.Errorf("a server elsewhere without encryption: %v", err)
	}
}

func TestASilentServerDoesNotHoldUp(t *testing.T) {
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		conn, err := listener.Accept()
		if err == nil {
			defer conn.Close()
		}
		cancel()
		<-t.Context().Done()
	}()
	if err := NewMail("smtp://"+listener.Addr().String(), "a@example.org").Send(ctx, letter); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
