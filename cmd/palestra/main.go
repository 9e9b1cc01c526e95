// Command palestra is the training platform: one program with its server, its demo and its administration.
//
//	palestra serve
//	palestra user add --username ana --password -
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"palestra/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := app.Run(ctx, os.Args[1:], app.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
