package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
)

// lean sends one request over and over, on connections that it keeps: it shares two processors with the server, and net/http's
// client takes more of them than some answers do.
type lean struct {
	address string
	request []byte
	idle    chan *leanConn
}

type leanConn struct {
	net.Conn
	answers *bufio.Reader
}

// newLean makes the request once: a GET of a path by c.
func newLean(c *client, path string) *lean {
	address := strings.TrimPrefix(c.base, "http://")
	text := "GET " + path + " HTTP/1.1\r\nHost: " + address + "\r\nUser-Agent: loadtest\r\n"
	if c.token != "" {
		text += "Authorization: " + c.token + "\r\n"
	}
	return &lean{address: address, request: []byte(text + "\r\n"), idle: make(chan *leanConn, clients)}
}

// do asks once and forgets the answer.
func (l *lean) do(ctx context.Context) error {
	c, err := l.connect(ctx)
	if err != nil {
		return err
	}
	if err := c.ask(l.request); err != nil {
		return errors.Join(err, c.Close())
	}
	select {
	case l.idle <- c:
		return nil
	default:
		return c.Close()
	}
}

func (l *lean) connect(ctx context.Context) (*leanConn, error) {
	select {
	case c := <-l.idle:
		return c, nil
	default:
	}
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", l.address)
	if err != nil {
		return nil, err
	}
	return &leanConn{conn, bufio.NewReaderSize(conn, 64<<10)}, nil
}

func (c *leanConn) ask(request []byte) error {
	if _, err := c.Write(request); err != nil {
		return err
	}
	answer, err := http.ReadResponse(c.answers, nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(answer.Body, 500)) // what there is of it
		return fmt.Errorf("%s: %s", answer.Status, text)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

// close ends the connections that nobody uses.
func (l *lean) close() error {
	var errs []error
	for {
		select {
		case c := <-l.idle:
			errs = append(errs, c.Close())
		default:
			return errors.Join(errs...)
		}
	}
}

// often measures a read that is asked for by a client that takes little itself.
func (t *trial) often(ctx context.Context, work, target string, count int, l *lean, p peer) error {
	t.say("%s", work)
	c, err := t.server.measure(ctx, count, func(ctx context.Context, _ int) error { return l.do(ctx) })
	if err = errors.Join(err, l.close()); err != nil {
		return fmt.Errorf("%s: %w", work, err)
	}
	t.table.cost(work, target, c, p)
	return nil
}
