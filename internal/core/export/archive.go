package export

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/json"
	"io"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/picture"
)

// archive is one being written.
type archive struct {
	service *Service
	viewer  access.Viewer
	zip     *zip.Writer
	// files are the names of the originals in the archive, by hash.
	files map[string]string
}

func (a *archive) write(ctx context.Context, w io.Writer) error {
	buffered := bufio.NewWriterSize(w, 64<<10)
	a.zip, a.files = zip.NewWriter(buffered), make(map[string]string)
	for _, part := range []func(context.Context) error{a.user, a.workouts, a.equipment, a.picture, a.originals} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	if err := a.zip.Close(); err != nil {
		return err
	}
	return buffered.Flush()
}

// create begins a member; originals that are compressed already are stored as they are.
func (a *archive) create(name string, stored bool) (io.Writer, error) {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.service.now().UTC().Truncate(time.Second)}
	if stored {
		h.Method = zip.Store
	}
	return a.zip.CreateHeader(h)
}

func (a *archive) json(name string, v any) error {
	w, err := a.create(name, false)
	if err != nil {
		return err
	}
	return encoder(w).Encode(v)
}

func encoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

func (a *archive) user(ctx context.Context) error {
	preferences, err := a.service.activities.Preferences(ctx, a.viewer)
	if err != nil {
		return err
	}
	return a.json("user_data.json", userOf(a.viewer.Person, preferences))
}

func (a *archive) equipment(ctx context.Context) error {
	all, err := a.service.activities.Equipment(ctx, a.viewer)
	if err != nil {
		return err
	}
	list := make([]equipmentJSON, len(all))
	for i := range all {
		list[i] = equipmentOf(&all[i])
	}
	return a.json("user_equipments_data.json", list)
}

// workouts writes one activity a line, and chooses the names of their originals.
func (a *archive) workouts(ctx context.Context) error {
	w, err := a.create("user_workouts_data.json", false)
	if err != nil {
		return err
	}
	separator := "[\n"
	err = a.walk(ctx, func(act *activity.Activity) error {
		if _, err := io.WriteString(w, separator); err != nil {
			return err
		}
		separator = ","
		return encoder(w).Encode(workoutOf(act, a.fileName(act)))
	})
	if err != nil {
		return err
	}
	if separator == "[\n" {
		_, err = io.WriteString(w, "[]\n")
	} else {
		_, err = io.WriteString(w, "]\n")
	}
	return err
}

// walk calls fn for all the viewer's activities, oldest first. It goes on from the last start instead of by page numbers:
// what is recorded or deleted meanwhile leaves nothing out.
func (a *archive) walk(ctx context.Context, fn func(*activity.Activity) error) error {
	f := activity.Filter{Page: 1, PerPage: activity.MaxPerPage, Order: activity.ByStart, Ascending: true}
	seen := make(map[string]bool) // of those that start at f.From
	for {
		page, err := a.service.activities.List(ctx, a.viewer, f)
		if err != nil {
			return err
		}
		for i := range page.Activities {
			act := &page.Activities[i]
			if seen[act.UUID] {
				continue
			}
			if err := fn(act); err != nil {
				return err
			}
		}
		if len(page.Activities) < f.PerPage {
			return nil
		}
		last := page.Activities[len(page.Activities)-1].Start
		if last.Equal(f.From) {
			f.Page++
		} else {
			f.From, f.Page = last, 1
			clear(seen)
		}
		for i := range page.Activities {
			if act := &page.Activities[i]; act.Start.Equal(last) {
				seen[act.UUID] = true
			}
		}
	}
}

// fileName is where an activity's original is in the archive; several recordings of one file share it. "" without one.
func (a *archive) fileName(act *activity.Activity) string {
	if act.File == nil {
		return ""
	}
	if name, ok := a.files[act.File.Hash]; ok {
		return name
	}
	name := "gpx/" + act.Start.UTC().Format("2006-01-02_15-04-05") + "_" + act.UUID + "." + act.File.Format
	if act.File.Gzipped {
		name += ".gz"
	}
	a.files[act.File.Hash] = name
	return name
}

func (a *archive) picture(context.Context) error {
	p := a.viewer.Person.Picture
	if p.Hash == "" {
		return nil
	}
	name := "picture.png"
	if p.Type == picture.TypeJPEG {
		name = "picture.jpg"
	}
	return a.file(name, p.Hash, true)
}

func (a *archive) originals(ctx context.Context) error {
	for hash, name := range a.files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := a.file(name, hash, false); err != nil {
			return err
		}
	}
	return nil
}

// file copies kept bytes; lost ones are left out, for the rest is worth having.
func (a *archive) file(name, hash string, stored bool) error {
	b, err := a.service.activities.OpenFile(hash)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	defer b.Close()
	w, err := a.create(name, stored)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, b)
	return err
}
