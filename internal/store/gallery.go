package store

import (
	"context"

	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

var pictureKind = &kind[body.Picture]{
	noun: "picture", table: "progress_picture", owned: true,
	columns: "uuid, owner_id, day_us, description, name, file_hash, file_type, width_px, height_px, size_bytes",
	places: func(p *body.Picture) []any {
		return []any{(*whole)(&p.ID), (*word)(&p.UUID), (*whole)(&p.Owner), (*instant)(&p.Day), (*word)(&p.Description), (*word)(&p.Name),
			(*word)(&p.File.Hash), (*word)(&p.File.Type), (*whole)(&p.File.Width), (*whole)(&p.File.Height), (*whole)(&p.File.Size)}
	},
	values: func(p *body.Picture) []any {
		return []any{p.UUID, p.Owner, moment(p.Day), p.Description, p.Name, p.File.Hash, p.File.Type, p.File.Width, p.File.Height, p.File.Size}
	},
	id:     func(p *body.Picture) *int64 { return &p.ID },
	fields: map[string]field{"id": num("id"), "day": at("day_us"), "description": words("description")},
	order:  "day_us DESC, id DESC",
}

// ProgressPictures are those that people took of themselves.
func (s *Store) ProgressPictures() listing.Rows[body.Picture] {
	return rows[body.Picture]{s, pictureKind}
}

// PictureByName finds one by the name of its file.
func (s *Store) PictureByName(ctx context.Context, name string) (*body.Picture, error) {
	var p body.Picture
	err := s.view(ctx, func(c *session) error {
		found, err := c.one(ctx, "SELECT id, "+pictureKind.columns+" FROM progress_picture WHERE name = ?", []any{name}, pictureKind.places(&p)...)
		if err == nil && !found {
			return fault.Missing(pictureKind.noun)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &p, nil
}
