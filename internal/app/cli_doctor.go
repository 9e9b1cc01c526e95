package app

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"palestra/internal/blob"
	"palestra/internal/core/activity"
)

type doctorCommand struct {
	administrative
	Fix bool `help:"Remove files that belong to nothing."`
	Now bool `help:"With --fix: remove those younger than an hour too. Only while no server and no import runs, whose uploads they may be."`
}

// finding is one thing that doctor looked at.
type finding struct {
	Check  string `json:"check"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// Run looks at everything it can and fails when something is wrong.
func (c *doctorCommand) Run(s *shell) error {
	findings := c.examine(s)
	sick := 0
	for _, f := range findings {
		if !f.OK {
			sick++
		}
	}
	if c.JSON {
		if err := s.printJSON(map[string]any{"ok": sick == 0, "findings": findings}); err != nil {
			return err
		}
	} else {
		for _, f := range findings {
			mark := "ok   "
			if !f.OK {
				mark = "WRONG"
			}
			fmt.Fprintf(s.Out, "%s %s: %s\n", mark, f.Check, f.Detail)
		}
	}
	if sick > 0 {
		return fmt.Errorf("%d checks failed", sick)
	}
	return nil
}

func (c *doctorCommand) examine(s *shell) []finding {
	if err := c.Check(); err != nil {
		return []finding{{"configuration", false, err.Error()}}
	}
	findings := []finding{{"configuration", true, "data in " + filepath.Clean(c.Data)}, checkClock(time.Now())}
	a, err := c.open(s)
	if err != nil {
		return append(findings, finding{"database", false, err.Error()})
	}
	defer a.Close()
	version, err := a.store.SchemaVersion(s.ctx)
	if err == nil {
		err = a.store.CheckIntegrity(s.ctx)
	}
	if err != nil {
		return append(findings, finding{"database", false, err.Error()})
	}
	findings = append(findings, finding{"database", true, fmt.Sprintf("schema %d, sound", version)})
	return append(findings, a.checkFiles(s.ctx, c.Fix, c.Now)...)
}

// checkClock finds a clock that was never set.
func checkClock(now time.Time) finding {
	if now.Year() < 2026 {
		return finding{"clock", false, "it says " + stamp(now)}
	}
	return finding{"clock", true, stamp(now)}
}

// recentFile is how new a file without rows may be before it counts as left over: its rows may be on their way.
const recentFile = time.Hour

// checkFiles holds the files on disk against the activities.
func (a *App) checkFiles(ctx context.Context, fix, now bool) []finding {
	var missing, wrong int
	seen := make(map[string]bool)
	err := a.store.FileActivities(ctx, 0, func(act activity.Activity) error {
		if seen[act.File.Hash] {
			return nil
		}
		seen[act.File.Hash] = true
		b, err := a.blobs.Open(act.File.Hash)
		if err != nil {
			missing++
			return ctx.Err()
		}
		if b.Size() != act.File.Size {
			wrong++
		}
		return b.Close()
	})
	if err != nil {
		return []finding{{"files", false, err.Error()}}
	}
	files := finding{"files", missing+wrong == 0, fmt.Sprintf("%d originals, %d missing, %d of the wrong size", len(seen), missing, wrong)}
	return []finding{files, a.checkPictures(ctx), a.checkLeftOver(ctx, fix, now)}
}

// checkPictures looks for the pictures of profiles.
func (a *App) checkPictures(ctx context.Context) finding {
	all, missing := 0, 0
	for after := int64(0); ; {
		people, err := a.auth.People(ctx, after, 500)
		if err != nil {
			return finding{"pictures", false, err.Error()}
		}
		if len(people) == 0 {
			return finding{"pictures", missing == 0, fmt.Sprintf("%d pictures, %d missing", all, missing)}
		}
		for i := range people {
			after = people[i].ID
			hash := people[i].Picture.Hash
			if hash == "" {
				continue
			}
			all++
			b, err := a.blobs.Open(hash)
			if err != nil {
				missing++
				continue
			}
			_ = b.Close()
		}
	}
}

// checkLeftOver finds files that a crash left without rows.
func (a *App) checkLeftOver(ctx context.Context, fix, now bool) finding {
	var left []string
	err := a.blobs.Walk(func(f blob.Info) error {
		if time.Since(f.Modified) < recentFile && !now {
			return nil
		}
		used, err := a.store.HashInUse(ctx, f.Hash)
		if err == nil && !used {
			left = append(left, f.Hash)
		}
		return err
	})
	if err != nil {
		return finding{"left over", false, err.Error()}
	}
	if !fix {
		return finding{"left over", len(left) == 0, fmt.Sprintf("%d files belong to nothing", len(left))}
	}
	for _, hash := range left {
		if err := a.blobs.Remove(hash); err != nil {
			return finding{"left over", false, err.Error()}
		}
	}
	return finding{"left over", true, fmt.Sprintf("%d files that belonged to nothing removed", len(left))}
}
