package web

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// What becomes of an upload.
const (
	stateWaiting   = "waiting"
	stateSending   = "sending"
	stateReading   = "reading"
	stateDone      = "done"
	stateRefused   = "refused"
	stateDuplicate = "duplicate"
)

// maxFormFiles bounds how many files one form without scripts may bring; the script sends one a request.
const maxFormFiles = 100

// uploadForm is the form, which the script takes over where there is one.
type uploadForm struct {
	Action string
	Sport  field
	Drop   dropZone
	// MaxFile and MaxArchive are in bytes, so that the script need not send what is too large.
	MaxFile, MaxArchive int64
}

// uploadPage is the form with what came of the last one.
type uploadPage struct {
	Notice *notice
	Form   uploadForm
	Items  []uploadItem
}

// uploadWish is what a form says about its files; its fields come before them.
type uploadWish struct {
	sport sport.ID
	// again takes files that are there already all the same.
	again bool
}

// uploadForm is the form with the sports that the reader wants to be offered.
func (s *Site) uploadForm(r *http.Request, who reader) (uploadForm, error) {
	t := who.words.T
	sports, err := s.sportChoices(r, who, 0)
	return uploadForm{
		Action: s.link("/activities/upload"),
		Sport:  field{Name: "sport", Label: t("field.sport"), Type: "select", Options: append([]option{{Label: t("upload.sport_from_file")}}, sports...)},
		Drop:   dropZone{Limit: who.print.Bytes(s.deps.MaxFileSize).String()},

		MaxFile: s.deps.MaxFileSize, MaxArchive: s.deps.MaxArchiveSize,
	}, err
}

// showUpload serves GET /activities/upload.
func (s *Site) showUpload(r *http.Request, who reader) (reply, error) {
	return s.uploadReply(r, who, uploadPage{})
}

func (s *Site) uploadReply(r *http.Request, who reader, body uploadPage) (reply, error) {
	form, err := s.uploadForm(r, who)
	if err != nil {
		return reply{}, err
	}
	body.Form = form
	return reply{page: "upload", shell: shell{Title: who.words.T("upload.title"), Nav: "upload", Width: "medium"}, body: body}, nil
}

// upload serves POST /activities/upload: every file of the form, one after the other. The script sends one file and reads
// one uploadItem; a plain form gets the page with all of them.
func (s *Site) upload(r *http.Request, who reader) (reply, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return reply{}, errForm(err)
	}
	items, err := s.takeParts(r.Context(), who, parts)
	if err != nil {
		return reply{}, err
	}
	if wantsJSON(r) {
		if len(items) != 1 {
			return reply{}, fault.New(fault.Invalid, "upload.no_file", "no file was chosen")
		}
		return reply{json: items[0]}, nil
	}
	body := uploadPage{Items: items}
	if len(items) == 0 {
		body.Notice = &notice{Tone: "danger", Text: who.words.T("fault.upload.no_file")}
	}
	return s.uploadReply(r, who, body)
}

func (s *Site) takeParts(ctx context.Context, who reader, parts *multipart.Reader) ([]uploadItem, error) {
	var wish uploadWish
	var items []uploadItem
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return items, nil
		}
		if err != nil {
			return nil, errForm(err)
		}
		if part.FormName() != "file" {
			err = wish.read(part)
		} else if part.FileName() != "" {
			if len(items) == maxFormFiles {
				e := fault.New(fault.TooLarge, "upload.too_many", "too many files in one form")
				e.Args = []any{maxFormFiles}
				return nil, e
			}
			items = append(items, s.takeFile(ctx, who, part, wish))
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
	}
}

func (w *uploadWish) read(part *multipart.Part) error {
	value, err := io.ReadAll(io.LimitReader(part, 64))
	switch part.FormName() {
	case "sport":
		w.sport = sport.ID(atoi(string(value)))
	case "again":
		w.again = string(value) == "1"
	}
	return err
}

// takeFile makes activities of one file and says what came of it.
func (s *Site) takeFile(ctx context.Context, who reader, part *multipart.Part, wish uploadWish) uploadItem {
	name := path.Base(strings.ReplaceAll(part.FileName(), `\`, "/"))
	staged, err := s.deps.Activities.Stage(part, name)
	if err != nil {
		return s.refusedItem(ctx, who, name, err)
	}
	defer staged.Discard()
	up := activity.Upload{File: staged, Name: name, Sport: wish.sport, RefuseDuplicate: !wish.again}
	if activity.IsArchive(name) {
		created, failed, err := s.deps.Activities.UploadArchive(ctx, who.viewer, up)
		if err != nil {
			return s.refusedItem(ctx, who, name, err)
		}
		return s.archiveItem(ctx, who, name, created, failed)
	}
	created, err := s.deps.Activities.Upload(ctx, who.viewer, up)
	if err != nil {
		return s.refusedItem(ctx, who, name, err)
	}
	return uploadItem{Name: name, State: stateDone, Text: who.words.T("upload.done"), Percent: 100, Links: s.createdLinks(who, created)}
}

func (s *Site) createdLinks(who reader, created []*activity.Activity) []uploadLink {
	links := make([]uploadLink, len(created))
	for i, a := range created {
		links[i] = uploadLink{Text: a.Title, Href: s.link("/activities/" + a.UUID)}
		if a.Distance > 0 {
			links[i].Text += ", " + who.print.Distance(a.Distance).String()
		}
	}
	return links
}

// archiveItem sums up a zip: what was taken, then a line for each member that was not.
func (s *Site) archiveItem(ctx context.Context, who reader, name string, created []*activity.Activity, failed []activity.MemberFailure) uploadItem {
	item := uploadItem{Name: name, State: stateDone, Percent: 100, Links: s.createdLinks(who, created)}
	item.Text = who.words.N("upload.archive", len(created), who.print.Count(len(created)), who.print.Count(len(created)+len(failed)))
	if len(created) == 0 {
		item.State = stateRefused
	}
	duplicates := 0
	for _, f := range failed {
		line := s.refusedItem(ctx, who, f.Name, f.Err)
		link := uploadLink{Text: f.Name + ": " + line.Text}
		if line.State == stateDuplicate {
			duplicates++
			link.Href = line.Links[0].Href
		}
		item.Links = append(item.Links, link)
	}
	if duplicates > 0 && duplicates == len(failed) && len(created) == 0 {
		item.State = stateDuplicate
	}
	return item
}

// refusedItem says why a file was not taken; one that is there already is named and linked.
func (s *Site) refusedItem(ctx context.Context, who reader, name string, err error) uploadItem {
	var e *fault.Error
	if errors.As(err, &e) && e.Code == "activity.duplicate" && len(e.Args) > 0 {
		if uuid, ok := e.Args[0].(string); ok {
			link := uploadLink{Text: who.words.T("upload.see_duplicate"), Href: s.link("/activities/" + uuid)}
			return uploadItem{Name: name, State: stateDuplicate, Text: faultText(who.words, err), Percent: 100, Links: []uploadLink{link}}
		}
	}
	if fault.KindOf(err) == fault.Internal && ctx.Err() == nil { // else the reader has left, and that is why
		s.deps.Log.Error("upload failed", "file", name, "err", err)
	}
	return uploadItem{Name: name, State: stateRefused, Text: faultText(who.words, err), Percent: 100}
}
