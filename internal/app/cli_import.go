package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
	"palestra/internal/core/trackfile"
)

// The command line trusts its user with more than a request may bring.
const (
	maxImportSize  = 4 << 30
	maxImportFiles = 1_000_000
)

type importCommand struct {
	administrative
	Paths      []string `arg:"" name:"path" help:"Files, folders or zips."`
	User       string   `required:"" placeholder:"U" help:"Whose activities they become."`
	Sport      string   `placeholder:"S" help:"Sport of all of them, such as running; otherwise what each file says."`
	Duplicates bool     `help:"Store what is there already once more."`
}

// importResult is what the command tells at the end.
type importResult struct {
	Imported   int             `json:"imported"`
	Duplicates int             `json:"duplicates"`
	Failures   []importFailure `json:"failures"`
}

type importFailure struct {
	File  string `json:"file"`
	Error string `json:"error"`
}

// Run imports everything; it can be run again after an interruption, since what is there already is skipped.
func (c *importCommand) Run(s *shell) error {
	sportID, err := parseSport(c.Sport)
	if err != nil {
		return err
	}
	files, err := collect(c.Paths)
	if err != nil {
		return err
	}
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	p, err := a.auth.PersonByName(s.ctx, c.User)
	if err != nil {
		return err
	}
	im := importer{app: a, viewer: access.Viewer{Person: p}, sport: sportID, keepDuplicates: c.Duplicates}
	im.result.Failures = []importFailure{}
	bar := newProgress(s.Err, len(files))
	for _, file := range files {
		im.file(s.ctx, file)
		if s.ctx.Err() != nil {
			bar.done()
			return fmt.Errorf("interrupted after %d activities; run it again to go on", im.result.Imported)
		}
		bar.step(filepath.Base(file))
	}
	bar.done()
	return im.report(s, c.JSON)
}

// parseSport takes a key of the catalogue or a word that files use; "" is 0.
func parseSport(word string) (sport.ID, error) {
	if word == "" {
		return 0, nil
	}
	if sp, ok := sport.ByKey(word); ok {
		return sp.ID, nil
	}
	if id, ok := sport.FromFile(word); ok {
		return id, nil
	}
	return 0, fmt.Errorf("%w: --sport: unknown sport %q", errUsage, word)
}

// collect lists the files of all paths; in folders those that can be read as recordings.
func collect(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		err = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if _, _, ok := trackfile.FormatOf(name); ok && d.Type().IsRegular() {
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// importer takes files in and counts.
type importer struct {
	app            *App
	viewer         access.Viewer
	sport          sport.ID
	keepDuplicates bool
	result         importResult
}

func (im *importer) file(ctx context.Context, path string) {
	f, err := os.Open(path)
	if err != nil {
		im.failed(path, err)
		return
	}
	defer f.Close()
	staged, err := im.app.activities.Stage(f, path)
	if err != nil {
		im.failed(path, err)
		return
	}
	defer staged.Discard()
	u := activity.Upload{File: staged, Name: filepath.Base(path), Sport: im.sport, RefuseDuplicate: !im.keepDuplicates}
	if !activity.IsArchive(path) {
		created, err := im.app.activities.Upload(ctx, im.viewer, u)
		im.count(path, created, err)
		return
	}
	created, failures, err := im.app.activities.UploadArchive(ctx, im.viewer, u)
	im.count(path, created, err)
	for _, failure := range failures {
		im.count(path+"/"+failure.Name, nil, failure.Err)
	}
}

func (im *importer) count(name string, created []*activity.Activity, err error) {
	im.result.Imported += len(created)
	switch {
	case fault.CodeOf(err) == "activity.duplicate":
		im.result.Duplicates++
	case err != nil:
		im.failed(name, err)
	}
}

func (im *importer) failed(name string, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	im.result.Failures = append(im.result.Failures, importFailure{File: name, Error: err.Error()})
}

// report prints the result; failures make the command fail.
func (im *importer) report(s *shell, asJSON bool) error {
	r := &im.result
	if asJSON {
		if err := s.printJSON(r); err != nil {
			return err
		}
	} else {
		for _, f := range r.Failures {
			fmt.Fprintf(s.Err, "%s: %s\n", f.File, f.Error)
		}
		fmt.Fprintf(s.Out, "%d imported, %d there already, %d refused\n", r.Imported, r.Duplicates, len(r.Failures))
	}
	if len(r.Failures) > 0 {
		return fmt.Errorf("%d files could not be imported", len(r.Failures))
	}
	return nil
}
