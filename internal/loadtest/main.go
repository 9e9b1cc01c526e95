// Command loadtest measures a server as its users meet it: it builds palestra, starts it on a free port of this machine
// with an empty database, loads it with thousands of activities through HTTP, and prints what requests cost as a table
// in Markdown.
//
//	go run ./internal/loadtest           # 5 000 activities, some minutes
//	go run ./internal/loadtest -quick    # a smoke run: do all parts work?
//	go run ./internal/loadtest -only live -devices 50 -seconds 600
//
// Processor time is that of the server's process alone (from /proc, so this runs on Linux only): the client shares the
// machine, and its work must not count. The table goes to standard output, progress to standard error.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"
)

func main() { os.Exit(exitCode()) }

func exitCode() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	fmt.Fprintln(os.Stderr, "loadtest:", err)
	return 1
}

// options are what a run can be told.
type options struct {
	binary, databaseURL string
	size                size
	only                string
	timeout             time.Duration
}

// size is how much of everything a run does.
type size struct {
	// activities are loaded, with small points each; few is how many are there when the list is measured first.
	activities, small, few int
	// middling uploads of 3 600 points and large ones of 18 000 are measured.
	middling, large int
	// requests of a read are measured, and heavy ones of those that read much.
	requests, heavy int
	// logins are measured, and then a crowd of them at once.
	logins, crowd int
	// players were recorded for minutes, and pages of that are read.
	players, minutes, pages int
	// deliveries are told to receivers of webhooks.
	deliveries int
	// devices stream for seconds: more than twice as long as it takes until blocks of theirs are joined.
	devices, seconds int
}

var (
	usualSize = size{activities: 5000, small: 300, few: 100, middling: 400, large: 40, requests: 12_000, heavy: 2400, logins: 100, crowd: 50, players: 25, minutes: 90, pages: 100, deliveries: 1000, devices: 500, seconds: 150}
	quickSize = size{activities: 200, small: 300, few: 100, middling: 24, large: 4, requests: 800, heavy: 160, logins: 12, crowd: 10, players: 4, minutes: 90, pages: 20, deliveries: 100, devices: 20, seconds: 5}
)

func parse(args []string, out io.Writer) (options, error) {
	flags := flag.NewFlagSet("loadtest", flag.ContinueOnError)
	flags.SetOutput(out)
	var o options
	flags.StringVar(&o.binary, "binary", "", "measure this program instead of building palestra")
	flags.StringVar(&o.databaseURL, "database-url", "",
		"measure on this empty PostgreSQL database, postgres://…, instead of SQLite")
	var devices, seconds int
	activities := flags.Int("activities", 0, "how many activities to load (default 5000, quick 200)")
	flags.StringVar(&o.only, "only", "", "measure one part alone: "+partNames())
	flags.IntVar(&devices, "devices", 0, "how many devices stream (default 500, quick 20)")
	flags.IntVar(&seconds, "seconds", 0, "how long they do (default 150, quick 5)")
	quick := flags.Bool("quick", false, "a smoke run of some seconds, whose figures say little")
	flags.DurationVar(&o.timeout, "timeout", 20*time.Minute, "give up after this long")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	o.size = usualSize
	if *quick {
		o.size = quickSize
	}
	if *activities != 0 {
		o.size.activities = *activities
	}
	if devices != 0 {
		o.size.devices = devices
	}
	if seconds != 0 {
		o.size.seconds = seconds
	}
	if o.size.devices < 1 || o.size.devices > 10_000 || o.size.seconds < 1 || o.size.seconds > 24*60*60 {
		return o, errors.New("-devices must be between 1 and 10000, -seconds between 1 and 86400")
	}
	if o.only != "" && !slices.ContainsFunc(parts, func(p part) bool { return p.name == o.only }) {
		return o, fmt.Errorf("-only %s: must be one of %s", o.only, partNames())
	}
	if n := o.size.activities; n < o.size.few || n > 1_000_000 {
		return o, fmt.Errorf("-activities %d: must be between %d and 1000000", n, o.size.few)
	}
	return o, nil
}

func run(ctx context.Context, args []string, out, progress io.Writer) error {
	o, err := parse(args, progress)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	folder, err := os.MkdirTemp("", "palestra-loadtest-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	t := &trial{options: o, folder: folder, progress: progress}
	if err := t.run(ctx); err != nil {
		return err
	}
	return t.print(out)
}
