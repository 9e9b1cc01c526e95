package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"palestra/internal/config"
	"palestra/internal/core/fault"
)

// Version is what `palestra version` and /api/config tell.
const Version = "0.1.0"

// Streams are where a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// serving is the command line of a server.
type serving struct {
	Serve serveCommand `cmd:"" help:"Serve the pages and the APIs."`
}

// commands is the whole command line.
type commands struct {
	serving
	Demo      demoCommand      `cmd:"" help:"Serve a folder of its own, filled with a believable season at the first start."`
	User      userCommand      `cmd:"" help:"Add and change accounts."`
	Token     tokenCommand     `cmd:"" help:"Make, list and revoke permanent API tokens."`
	App       appCommand       `cmd:"" help:"Register, list and revoke OAuth 2.0 applications."`
	Grant     grantCommand     `cmd:"" help:"Let a coach read, plan or share for an athlete, for a time."`
	Device    deviceCommand    `cmd:"" help:"Register and list devices that athletes wear."`
	Simulate  simulateCommand  `cmd:"" help:"Play a match: stream what devices on a pitch would send to a server."`
	Import    importCommand    `cmd:"" help:"Import recordings from files, folders and zips."`
	Doctor    doctorCommand    `cmd:"" help:"Check configuration, database, files and clock."`
	Migrate   migrateCommand   `cmd:"" help:"Bring the database up to date and say which schema it has."`
	Recompute recomputeCommand `cmd:"" help:"Measure activities anew from their original files."`
	Version   versionCommand   `cmd:"" help:"Print the version."`
	Help      helpCommand      `cmd:"" help:"Show help, and every setting with its variable."`
}

// shell is what every command gets to run with.
type shell struct {
	ctx context.Context
	Streams
	parser *kong.Kong
}

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// Run carries out one command line, with settings from the environment too, and gives the exit code.
func Run(ctx context.Context, args []string, s Streams) int {
	defer runtime.KeepAlive(spareHeap())
	secrets, err := config.ReadSecretFiles(os.Getenv)
	if err != nil {
		fmt.Fprintln(s.Err, "palestra:", err)
		return exitUsage
	}
	exit := exitOK
	exited := false
	parser, err := kong.New(commandLine(args), kong.Name("palestra"), kong.Writers(s.Out, s.Err),
		kong.Description("A self-hosted training platform: plan, record, measure, lift, eat."),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(code int) { exit, exited = code, true }),
		kong.Resolvers(secretFiles(secrets)))
	if err != nil {
		fmt.Fprintln(s.Err, "palestra:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"help"}
	}
	parsed, err := parser.Parse(args)
	if exited { // --help has been answered
		return exit
	}
	if err != nil {
		fmt.Fprintln(s.Err, "palestra:", err)
		return exitUsage
	}
	if err := parsed.Run(&shell{ctx: ctx, Streams: s, parser: parser}); err != nil {
		fmt.Fprintln(s.Err, "palestra:", err)
		if fault.Is(err, fault.Invalid) || errors.Is(err, errUsage) {
			return exitUsage
		}
		return exitFailed
	}
	return exitOK
}

// commandLine is what the arguments are read by. A server starts without the model of what it was not asked for, which
// takes longer to make than its routes.
func commandLine(args []string) any {
	if len(args) > 0 && args[0] == "serve" {
		return &serving{}
	}
	return &commands{}
}

// errUsage marks a command line that can't be carried out as it stands.
var errUsage = errors.New("usage")

// secretFiles gives settings the values that were read from files.
func secretFiles(secrets map[string]string) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, name := range flag.Envs {
			if value := secrets[name]; value != "" {
				return value, nil
			}
		}
		return nil, nil
	})
}

// printJSON writes one object on a line.
func (s *shell) printJSON(v any) error {
	e := json.NewEncoder(s.Out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// printTable writes rows under a header, in columns.
func (s *shell) printTable(header string, rows []string) error {
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, header)
	for _, r := range rows {
		fmt.Fprintln(w, r)
	}
	return w.Flush()
}

// administrative is what commands beside a running server share.
type administrative struct {
	config.Storage
	JSON bool `name:"json" help:"Print one JSON object."`
}

// open makes the services over the data.
func (a *administrative) open(s *shell) (*App, error) {
	if err := a.Check(); err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	return Open(s.ctx, config.Config{Storage: a.Storage, Timezone: "UTC", Registration: "closed",
		MaxFileSize: maxImportSize, MaxArchiveSize: maxImportSize, MaxArchiveFiles: maxImportFiles})
}
