package app

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"palestra/internal/config"
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
	// A taken address is told before a season is made, and the same command given twice doesn't make it twice.
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	if err := c.prepare(s); err != nil {
		return err
	}
	signIns, err := readSignIns(c.Data)
	if err != nil {
		return err
	}
	a, err := Open(s.ctx, c.Config)
	if err != nil {
		return err
	}
	defer a.Close()
	if err := scenario.Kickoff(s.ctx, a.castsDeps(), time.Now()); err != nil {
		return err
	}
	a.introduce(s, listener.Addr(), signIns)
	level := c.LogLevel
	if level == "info" {
		level = "warn" // the terminal is for people here
	}
	return a.Serve(s.ctx, listener, newLog(s.Err, level))
}

// readSignIns gives the passwords of the demo in a folder.
func readSignIns(data string) ([]scenario.SignIn, error) {
	text, err := os.ReadFile(filepath.Join(data, signInsFile))
	if err != nil {
		return nil, err
	}
	var signIns []scenario.SignIn
	return signIns, json.Unmarshal(text, &signIns)
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
