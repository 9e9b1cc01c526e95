package app

import (
	"fmt"
	"runtime"

	"palestra/internal/config"
	"palestra/internal/core/activity"
	"palestra/internal/core/person"
)

type migrateCommand struct{ administrative }

// Run migrates, which opening does, and prints the schema's number.
func (c *migrateCommand) Run(s *shell) error {
	if err := c.Check(); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	version, err := a.store.SchemaVersion(s.ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		return s.printJSON(map[string]any{"schema": version})
	}
	_, err = fmt.Fprintf(s.Out, "the database has schema %d\n", version)
	return err
}

type recomputeCommand struct {
	administrative
	User       string `placeholder:"U" help:"Only this person's activities."`
	Thresholds bool   `help:"Take today's thresholds of standing still instead of those stored with each activity."`
}

// Run measures activities anew and lists those that could not be.
func (c *recomputeCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	var owner *person.Person
	if c.User != "" {
		if owner, err = a.auth.PersonByName(s.ctx, c.User); err != nil {
			return err
		}
	}
	done, failures := 0, []importFailure{}
	err = a.activities.Recompute(s.ctx, activity.Recomputing{Owner: owner, Thresholds: c.Thresholds,
		Progress: func(a *activity.Activity, err error) {
			if err != nil {
				failures = append(failures, importFailure{File: a.UUID + " " + a.Title, Error: err.Error()})
				return
			}
			done++
		}})
	if err != nil {
		return err
	}
	if c.JSON {
		err = s.printJSON(map[string]any{"recomputed": done, "failures": failures})
	} else {
		for _, f := range failures {
			fmt.Fprintf(s.Err, "%s: %s\n", f.File, f.Error)
		}
		_, err = fmt.Fprintf(s.Out, "%d recomputed, %d kept as they were\n", done, len(failures))
	}
	if err == nil && len(failures) > 0 {
		err = fmt.Errorf("%d activities could not be recomputed", len(failures))
	}
	return err
}

type versionCommand struct {
	JSON bool `name:"json" help:"Print one JSON object."`
}

// Run prints the version.
func (c *versionCommand) Run(s *shell) error {
	if c.JSON {
		return s.printJSON(map[string]any{"version": Version, "go": runtime.Version()})
	}
	_, err := fmt.Fprintf(s.Out, "palestra %s (%s)\n", Version, runtime.Version())
	return err
}

type helpCommand struct{}

// Run prints the commands and every setting of the server.
func (c *helpCommand) Run(s *shell) error {
	ctx, err := s.parser.Parse([]string{"version"})
	if err != nil {
		return err
	}
	ctx.Path = ctx.Path[:1]
	if err := ctx.PrintUsage(false); err != nil {
		return err
	}
	fmt.Fprintln(s.Out, "\nSettings of serve and demo (flag, variable, default):")
	var rows []string
	for _, v := range config.Settings() {
		rows = append(rows, fmt.Sprintf("  %s\t%s\t%s\t%s", v.Flag, v.Env, v.Default, v.Help))
	}
	return s.printTable("  FLAG\tVARIABLE\tDEFAULT\t", rows)
}
