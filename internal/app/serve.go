package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"palestra/internal/config"
)

type serveCommand struct{ config.Config }

// Run serves until the context ends.
func (c *serveCommand) Run(s *shell) error {
	if err := c.Check(); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	a, err := Open(s.ctx, c.Config)
	if err != nil {
		return err
	}
	defer a.Close()
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return err
	}
	return a.Serve(s.ctx, listener, newLog(s.Err, c.LogLevel))
}

func newLog(out io.Writer, level string) *slog.Logger {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		l = slog.LevelInfo
	}
	return slog.New(slog.NewJSONHandler(out, &slog.HandlerOptions{Level: l}))
}

// How long a server waits: for a request's header, for the next request on a connection, and for requests under way when it
// is told to stop. Bodies and answers have the limits of their routes.
const (
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
	drainTimeout  = 20 * time.Second
)

// maxHeader bounds a request's header, in bytes.
const maxHeader = 64 << 10

// Serve answers on the listener until the context ends, then lets requests under way finish. It closes the listener.
func (a *App) Serve(ctx context.Context, listener net.Listener, log *slog.Logger) error {
	handler, err := a.Handler(log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	server.RegisterOnShutdown(func() { close(a.stopping) })
	defer a.background(ctx, log)()

	log.Info("serving", "address", "http://"+listener.Addr().String(), "version", Version)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping")
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	return server.Shutdown(drain)
}
