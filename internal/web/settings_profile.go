package web

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// pictureRoute takes a picture, which is larger than other forms.
const pictureRoute = "POST /settings/picture"

// avatar is somebody's picture, or the letter that stands for it.
type avatar struct{ Picture, Letter string }

// profilePage is what somebody tells about themselves.
type profilePage struct {
	Notice, PictureNotice *notice
	Avatar                avatar
	Names, More           []field
}

// avatar is a person's portrait.
func (s *Site) avatar(p *person.Person) avatar {
	a := avatar{}
	for _, first := range p.Username {
		a.Letter = strings.ToUpper(string(first))
		break
	}
	if p.Picture.Hash != "" {
		// The address changes with the picture, so that a browser may keep it.
		a.Picture = s.link("/people/" + url.PathEscape(p.Username) + "/picture?v=" + p.Picture.Hash[:12])
	}
	return a
}

// showProfile serves GET /settings/profile.
func (s *Site) showProfile(_ *http.Request, who reader) (reply, error) {
	p := who.viewer.Person.Profile
	return s.profile(who, p, dateInput(p.BirthDate), nil, nil), nil
}

// dateInput is a day the way <input type="date"> wants it.
func dateInput(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// saveProfile serves POST /settings/profile.
func (s *Site) saveProfile(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	v := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	next := person.Profile{FirstName: v("first_name"), LastName: v("last_name"), Bio: v("bio"), Location: v("location")}
	born, bad := time.Parse(time.DateOnly, v("birth_date"))
	if v("birth_date") != "" && bad != nil {
		return s.profile(who, next, v("birth_date"), fault.InvalidField("birth_date", "person.invalid", "a date, please"), nil), nil //nolint:nilerr // what was wrong with it is told in words
	}
	next.BirthDate = born
	_, err := s.deps.Auth.SetProfile(r.Context(), who.viewer, next)
	if fault.Is(err, fault.Invalid) {
		return s.profile(who, next, v("birth_date"), err, nil), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/settings/profile", said: said{what: saidSaved}}, nil
}

func (s *Site) profile(who reader, p person.Profile, born string, err, picture error) reply {
	t := who.words.T
	fields := []field{
		{Name: "first_name", Label: t("profile.first_name"), Type: "text", Value: p.FirstName, Autocomplete: "given-name", MaxLength: auth.MaxName, Optional: true},
		{Name: "last_name", Label: t("profile.last_name"), Type: "text", Value: p.LastName, Autocomplete: "family-name", MaxLength: auth.MaxName, Optional: true},
		{Name: "bio", Label: t("profile.bio"), Type: "textarea", Value: p.Bio, MaxLength: auth.MaxBio, Optional: true, Help: t("profile.bio_help", auth.MaxBio)},
		{Name: "location", Label: t("profile.location"), Type: "text", Value: p.Location, MaxLength: auth.MaxName, Optional: true},
		{Name: "birth_date", Label: t("profile.birth_date"), Type: "date", Value: born, Min: "1900-01-01", Max: dateInput(s.deps.Now()), Autocomplete: "bday", Optional: true},
	}
	body := &profilePage{Avatar: s.avatar(who.viewer.Person)}
	status := explain(who, err, fields, &body.Notice)
	if picture != nil {
		status = explain(who, picture, nil, &body.PictureNotice)
	}
	body.Names, body.More = fields[:2], fields[2:]
	return s.setting(who, "profile", "settings-profile", body).answered(status)
}

// savePicture serves POST /settings/picture.
func (s *Site) savePicture(r *http.Request, who reader) (reply, error) {
	data, err := readPicture(r)
	if err == nil {
		_, err = s.deps.Auth.SetPicture(r.Context(), who.viewer, data)
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		p := who.viewer.Person.Profile
		return s.profile(who, p, dateInput(p.BirthDate), nil, err), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/settings/profile", said: said{what: saidPicture}}, nil
}

// readPicture reads the first file of a form into memory; the route's limit bounds it.
func readPicture(r *http.Request) ([]byte, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, errForm(err)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, fault.New(fault.Invalid, "upload.no_file", "no file")
		}
		if err != nil {
			return nil, errForm(err)
		}
		if part.FormName() != "picture" {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(part, auth.MaxPicture+1))
		switch {
		case err != nil:
			return nil, errForm(err)
		case len(data) == 0:
			return nil, fault.New(fault.Invalid, "upload.no_file", "no file")
		}
		return data, nil
	}
}

// deletePicture serves POST /settings/picture/delete.
func (s *Site) deletePicture(r *http.Request, who reader) (reply, error) {
	if err := s.deps.Auth.DeletePicture(r.Context(), who.viewer); err != nil {
		return reply{}, err
	}
	return reply{redirect: "/settings/profile", said: said{what: saidPictureGone}}, nil
}

// personPicture serves GET /people/{name}/picture, to anybody.
func (s *Site) personPicture(w http.ResponseWriter, r *http.Request, _ reader) error {
	file, picture, err := s.deps.Auth.Picture(r.Context(), r.PathValue("name"))
	if fault.Is(err, fault.NotFound) {
		return fault.Missing("page")
	}
	if err != nil {
		return err
	}
	defer file.Close()
	h := w.Header()
	h.Set("Content-Type", picture.Type)
	h.Set("ETag", `"`+picture.Hash+`"`)
	h.Set("Cache-Control", "public, max-age=86400")
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}
