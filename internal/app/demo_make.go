package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
	"palestra/internal/newfile"
	"palestra/internal/scenario"
)

// unfinished is what the folders begin with, inside the demo's own, in which a demo is made. Nothing else is ever in them, so
// that those of a demo that was interrupted can be deleted. devicesFile is the last that is made, and the last that is moved
// out: a folder that has it is finished.
const unfinished = "unfinished-demo-"

// prepare sees to it that the demo's folder is finished: it moves out what was left when it had been made, and makes it anew
// when that was interrupted. A folder with other data in it is left alone.
func (c *demoCommand) prepare(s *shell) error {
	done, err := finished(c.Data)
	if err != nil {
		return err
	}
	left, err := filepath.Glob(filepath.Join(c.Data, unfinished+"*"))
	if err != nil {
		return err
	}
	for _, folder := range left {
		made, err := finished(folder)
		if err != nil {
			return err
		}
		if done || !made {
			err = os.RemoveAll(folder)
		} else {
			err, done = moveOut(folder), true
		}
		if err != nil {
			return err
		}
	}
	if done {
		return nil
	}
	for _, name := range []string{databaseFile, filesFolder, secretFile, signInsFile} {
		if _, err := os.Lstat(filepath.Join(c.Data, name)); !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(fmt.Errorf("%s holds data that is not a finished demo's; use another folder with --data", c.Data), err)
		}
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return err
	}
	folder, err := os.MkdirTemp(c.Data, unfinished)
	if err != nil {
		return err
	}
	if err := c.fill(s, folder); err != nil {
		return errors.Join(err, os.RemoveAll(folder))
	}
	return moveOut(folder)
}

// finished reports whether a folder holds a demo with all that belongs to it.
func finished(folder string) (bool, error) {
	_, err := os.Stat(filepath.Join(folder, devicesFile))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// moveOut moves a demo from the folder in which it was made to the one around it. Interrupted, it can be done again.
func moveOut(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var names []string
	for _, e := range entries {
		if e.Name() != devicesFile {
			names = append(names, e.Name())
		}
	}
	for _, name := range append(names, devicesFile) {
		to := filepath.Join(filepath.Dir(folder), name)
		if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(fmt.Errorf("%s is in the way of the demo's", to), err)
		}
		if err := os.Rename(filepath.Join(folder, name), to); err != nil {
			return err
		}
	}
	return os.Remove(folder)
}

// fill makes the demo in an empty folder: the cast and its season with their passwords, and then the team with its devices.
func (c *demoCommand) fill(s *shell, folder string) error {
	there := c.Config
	there.Data = folder
	a, err := Open(s.ctx, there)
	if err != nil {
		return err
	}
	return errors.Join(a.fillDemo(s), a.Close())
}

func (a *App) fillDemo(s *shell) error {
	people, err := a.auth.People(s.ctx, 0, 1)
	if err != nil {
		return err
	}
	if len(people) > 0 {
		return errors.New("the database holds data that is not of this folder's demo, or of one that was interrupted while it was made; use an empty database")
	}
	fmt.Fprintln(s.Out, "Making a season for the demo …")
	a.loadCatalogue(s.ctx, newLog(s.Err, "warn"))
	bar := newProgress(s.Err, 0)
	result, err := scenario.Fill(s.ctx, a.castsDeps(), scenario.Seed, time.Now(), bar.to)
	bar.done()
	if err != nil {
		return err
	}
	if err := newfile.Create(filepath.Join(a.config.Data, signInsFile), indented(result.SignIns)); err != nil {
		return err
	}
	return a.fillTeam(s.ctx)
}

// fillTeam makes the team that wears devices, whose keys are in a file that simulate reads.
func (a *App) fillTeam(ctx context.Context) error {
	trackers, err := scenario.FillTeam(ctx, a.castsDeps(), scenario.Seed, time.Now())
	if err != nil {
		return err
	}
	return newfile.Create(filepath.Join(a.config.Data, devicesFile), func(w io.Writer) error {
		to := json.NewEncoder(w)
		for _, t := range trackers {
			if err := to.Encode(deviceJSON{ID: t.ID, Key: t.Key, Serial: t.Serial, Name: t.Name}); err != nil {
				return err
			}
		}
		return nil
	})
}

// indented writes a value for people to read.
func indented(v any) func(io.Writer) error {
	return func(w io.Writer) error {
		to := json.NewEncoder(w)
		to.SetIndent("", "  ")
		return to.Encode(v)
	}
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
