package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"palestra/internal/config"
	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
	"palestra/internal/scenario"
)

// demoFolder is where the demo keeps its data unless told otherwise: apart from that of a real server.
const demoFolder = "./demo-data"

// signInsFile remembers the demo's passwords, which are made for each demo anew.
const signInsFile = "sign-ins.json"

// devicesFile holds the keys of the demo's devices, and demoDevices is where that is unless told otherwise.
const (
	devicesFile = "devices.json"
	demoDevices = demoFolder + "/" + devicesFile
)

type demoCommand struct{ config.Config }

// Run fills the demo's folder at the first start and serves it.
func (c *demoCommand) Run(s *shell) error {
	if c.Data == config.DefaultData {
		c.Data = demoFolder
	}
	if err := c.Check(); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	a, err := Open(s.ctx, c.Config)
	if err != nil {
		return err
	}
	defer a.Close()
	signIns, err := a.demoSignIns(s.ctx, s)
	if err != nil {
		return err
	}
	if err := a.demoTeam(s.ctx); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return err
	}
	a.introduce(s, listener.Addr(), signIns)
	level := c.LogLevel
	if level == "info" {
		level = "warn" // the terminal is for people here
	}
	return a.Serve(s.ctx, listener, newLog(s.Err, level))
}

// demoSignIns fills an empty server with the cast and its season, and gives the passwords of this demo.
func (a *App) demoSignIns(ctx context.Context, s *shell) ([]scenario.SignIn, error) {
	path := filepath.Join(a.config.Data, signInsFile)
	text, err := os.ReadFile(path)
	if err == nil {
		var signIns []scenario.SignIn
		return signIns, json.Unmarshal(text, &signIns)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	people, err := a.auth.People(ctx, 0, 1)
	if err != nil {
		return nil, err
	}
	if len(people) > 0 {
		return nil, fmt.Errorf("%s holds data that is not a demo's, or of a demo that was interrupted while it was made; use another folder with --data", a.config.Data)
	}
	fmt.Fprintln(s.Out, "Making a season for the demo …")
	a.loadCatalogue(ctx, newLog(s.Err, "warn"))
	bar := newProgress(s.Err, 0)
	result, err := scenario.Fill(ctx, a.castsDeps(), scenario.Seed, time.Now(), bar.to)
	bar.done()
	if err != nil {
		return nil, err
	}
	if text, err = json.MarshalIndent(result.SignIns, "", "  "); err != nil {
		return nil, err
	}
	return result.SignIns, os.WriteFile(path, text, 0o600)
}

// castsDeps are the services that the demo's people train with.
func (a *App) castsDeps() scenario.Deps {
	return scenario.Deps{
		Auth: a.auth, Activities: a.activities, Access: a.access, Plans: a.plans, Gym: a.castsGym(),
		MonitorAt: func(clock func() time.Time) *monitor.Service {
			return monitor.New(a.store, monitor.Options{Now: clock, NewUUID: uuid.NewString, Access: access.New(a.store, clock)})
		},
	}
}

// demoTeam makes the team that wears devices, at the first start, and sees to it that their match is on now. The keys of the
// devices are in a file that simulate reads.
func (a *App) demoTeam(ctx context.Context) error {
	path := filepath.Join(a.config.Data, devicesFile)
	_, err := os.Stat(path)
	if err == nil {
		return scenario.Kickoff(ctx, a.castsDeps(), time.Now())
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	trackers, err := scenario.FillTeam(ctx, a.castsDeps(), scenario.Seed, time.Now())
	if err != nil {
		return err
	}
	var lines bytes.Buffer
	to := json.NewEncoder(&lines)
	for _, t := range trackers {
		if err := to.Encode(deviceJSON{ID: t.ID, Key: t.Key, Serial: t.Serial, Name: t.Name}); err != nil {
			return err
		}
	}
	return os.WriteFile(path, lines.Bytes(), 0o600)
}

// simulateLine is the command that plays the match of this demo, with no more flags than it takes.
func (a *App) simulateLine(at net.Addr) string {
	line := "palestra simulate"
	if keys := filepath.Join(a.config.Data, devicesFile); keys != filepath.Clean(demoDevices) {
		line += " --keys " + keys
	}
	if url := "http://" + at.String(); url != simulatedServer {
		line += " --url " + url
	}
	return line
}

// introduce says where the demo is and how to get in.
func (a *App) introduce(s *shell, at net.Addr, signIns []scenario.SignIn) {
	fmt.Fprintf(s.Out, "\n  palestra demo   http://%s\n\n", at)
	rows := make([]string, len(signIns))
	for i, p := range signIns {
		role := string(p.Role)
		if p.Admin {
			role += ", administrator"
		}
		rows[i] = fmt.Sprintf("  %s\t%s\t%s\t%s", p.Username, p.Password, role, p.Name)
	}
	// A terminal that can't be written to is no reason not to serve.
	_ = s.printTable("  SIGN IN AS\tPASSWORD\tROLE\tNAME", rows)
	fmt.Fprintf(s.Out, "\n  A training match is on. To have it played, in another terminal:\n\n    %s\n\n  and watch it as %s: http://%s/monitoring\n",
		a.simulateLine(at), scenario.TeamCoach(), at)
	fmt.Fprintf(s.Out, "\n  Data in %s. Stop with Ctrl-C; delete the folder to start anew.\n", a.config.Data)
}
