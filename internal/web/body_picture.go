package web

import (
	"errors"
	"io"
	"net/http"
	"time"

	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// progressRoute takes a picture, which is larger than other forms.
const progressRoute = "POST /body/pictures"

// picturesPage is the pictures of somebody's progress.
type picturesPage struct {
	Notice *notice
	Fields []field
	Limit  string
	Cards  []pictureCard
	Empty  *emptyState
}

// pictureCard is one picture.
type pictureCard struct {
	Href, Date, Machine, Note string
	Width, Height             int64
	Action, Delete            string
	Fields                    []field
}

// maxPictures is how many pictures the page shows; older ones are reached by the API.
const maxPictures = 120

// showPictures serves GET /body/pictures.
func (s *Site) showPictures(r *http.Request, who reader) (reply, error) {
	return s.pictures(r, who, nil)
}

func (s *Site) pictures(r *http.Request, who reader, refused error) (reply, error) {
	page, err := s.deps.Gym.Body.Gallery.List(r.Context(), who.viewer, listing.Query{
		Order: []listing.Key{{Field: "day", Descending: true}, {Field: "id", Descending: true}}, Limit: maxPictures,
	})
	if err != nil {
		return reply{}, err
	}
	t := who.words.T
	out := &picturesPage{Limit: who.print.Bytes(body.MaxPicture).String(), Fields: pictureFields(who, "", s.queryDay(r, who), typed(r, "note"))}
	for i := range page.Rows {
		p := &page.Rows[i]
		here := s.link("/body/pictures/" + itoa(p.ID))
		out.Cards = append(out.Cards, pictureCard{
			Href: here + "?v=" + p.File.Hash[:min(12, len(p.File.Hash))], Date: who.print.Date(noonOf(who, p.Day)), Machine: p.Day.Format(time.DateOnly), Note: p.Description,
			Width: p.File.Width, Height: p.File.Height, Action: here, Delete: here + "/delete", Fields: pictureFields(who, "_"+itoa(p.ID), p.Day, p.Description),
		})
	}
	if len(out.Cards) == 0 {
		out.Empty = &emptyState{Icon: "body", Title: t("body.no_pictures_title"), Text: t("body.no_pictures_text")}
	}
	status := explain(who, refused, out.Fields, &out.Notice)
	return reply{status: status, page: "progress-pictures", shell: shell{Title: t("body.pictures"), Nav: "body"}, body: out}, nil
}

// pictureFields are the day and the note; end tells the forms of one page apart.
func pictureFields(who reader, end string, day time.Time, note string) []field {
	t := who.words.T
	return []field{
		{Name: "day" + end, Label: t("body.day"), Type: "date", Value: day.Format(time.DateOnly), Required: true},
		{Name: "note" + end, Label: t("body.note"), Type: "text", Value: note, MaxLength: 1000, Optional: true},
	}
}

// addProgress serves POST /body/pictures.
func (s *Site) addProgress(r *http.Request, who reader) (reply, error) {
	data, err := formPicture(r)
	if err == nil {
		_, err = s.deps.Gym.Body.Gallery.Add(r.Context(), who.viewer, body.Picture{Day: s.queryDay(r, who), Description: typed(r, "note")}, data)
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		return s.pictures(r, who, err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/body/pictures", said: said{what: saidPhotoAdded}}, nil
}

// formPicture reads the file of a form.
func formPicture(r *http.Request) ([]byte, error) {
	f, _, err := r.FormFile("picture")
	if errors.Is(err, http.ErrMissingFile) {
		return nil, fault.InvalidField("picture", "upload.no_file", "no file")
	}
	if err != nil {
		return nil, errForm(err)
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, body.MaxPicture+1)) // one more, so that the core sees that it is too large
}

// progressPicture serves the bytes of one of the reader's own pictures.
func (s *Site) progressPicture(w http.ResponseWriter, r *http.Request, who reader) error {
	id, err := rowID(r, "id", "picture")
	if err != nil {
		return err
	}
	own, err := s.deps.Gym.Body.Gallery.Get(r.Context(), who.viewer, id)
	if err != nil {
		return err
	}
	f, p, err := s.deps.Gym.Body.Gallery.Open(r.Context(), own.Name)
	if err != nil {
		return err
	}
	defer f.Close()
	h := w.Header()
	h.Set("Content-Type", p.File.Type)
	h.Set("Cache-Control", "private, max-age=86400")
	http.ServeContent(w, r, "", p.Day, f)
	return nil
}

// editProgress serves POST /body/pictures/{id}: its day and note.
func (s *Site) editProgress(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "picture")
	if err != nil {
		return reply{}, err
	}
	day, ok := parseDay(typed(r, "day_"+itoa(id)))
	if !ok {
		return s.pictures(r, who, errBlank("day"))
	}
	note := typed(r, "note_"+itoa(id))
	_, err = s.deps.Gym.Body.Gallery.Change(r.Context(), who.viewer, id, func(p *body.Picture) error {
		p.Day, p.Description = day, note
		return nil
	}, nil)
	if fault.Is(err, fault.Invalid) {
		return s.pictures(r, who, err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/body/pictures", said: said{what: saidSaved}}, nil
}

// deleteProgress serves POST /body/pictures/{id}/delete. The page has asked: its file is gone for good.
func (s *Site) deleteProgress(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "picture")
	if err != nil {
		return reply{}, err
	}
	if err := s.deps.Gym.Body.Gallery.Delete(r.Context(), who.viewer, id); err != nil {
		return reply{}, err
	}
	return reply{redirect: "/body/pictures", said: said{what: saidPhotoGone}}, nil
}
