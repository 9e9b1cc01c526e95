package store

import (
	"context"

	"palestra/internal/core/contact"
	"palestra/internal/core/person"
	"palestra/internal/core/profile"
	"palestra/internal/core/upload"
)

// Contact is the zero Contact when nothing was told.
func (s *Store) Contact(ctx context.Context, person int64) (k contact.Contact, err error) {
	err = s.view(ctx, func(c *session) error {
		k, err = c.contact(ctx, person)
		return err
	})
	return k, err
}

func (c *session) contact(ctx context.Context, person int64) (k contact.Contact, err error) {
	_, err = c.one(ctx, "SELECT phone, address FROM person_contact WHERE person_id = ?", []any{person}, (*word)(&k.Phone), (*word)(&k.Address))
	return k, err
}

// ChangeWhole lets change alter what is known of a person, in one transaction.
func (s *Store) ChangeWhole(ctx context.Context, id int64, change func(*profile.Whole) error) error {
	return s.change(ctx, func(c *session) error {
		w := profile.Whole{Person: new(person.Person)}
		if err := c.person(ctx, "id = ?", c.dialect.lock, id, w.Person); err != nil {
			return err
		}
		var err error
		if w.Contact, err = c.contact(ctx, id); err != nil {
			return err
		}
		if w.Body, err = c.bodyProfile(ctx, id); err != nil {
			return err
		}
		if err := change(&w); err != nil {
			return err
		}
		w.Person.ID, w.Body.Owner = id, id
		return c.writeWhole(ctx, &w)
	})
}

func (c *session) writeWhole(ctx context.Context, w *profile.Whole) error {
	id := w.Person.ID
	if err := c.writePerson(ctx, w.Person); err != nil {
		return err
	}
	_, err := c.exec(ctx, "INSERT INTO person_contact (person_id, phone, address) VALUES (?, ?, ?)"+
		" ON CONFLICT (person_id) DO UPDATE SET phone = excluded.phone, address = excluded.address", id, w.Contact.Phone, w.Contact.Address)
	if err != nil {
		return err
	}
	if err := c.writeBodyProfile(ctx, w.Body); err != nil {
		return err
	}
	if w.Weight != nil {
		if err := c.replaceWeight(ctx, w.Weight); err != nil {
			return err
		}
	}
	if w.Origin == nil {
		return nil
	}
	return c.takeUpload(ctx, id, *w.Origin, w.Person.Picture.Hash)
}

// takeUpload notes an upload as the origin of a picture and forgets it.
func (c *session) takeUpload(ctx context.Context, person int64, p upload.Portrait, hash string) error {
	_, err := c.exec(ctx, "INSERT INTO person_picture (person_id, upload_id, name, hash) VALUES (?, ?, ?, ?)"+
		" ON CONFLICT (person_id) DO UPDATE SET upload_id = excluded.upload_id, name = excluded.name, hash = excluded.hash", person, p.UploadID, p.Name, hash)
	if err != nil {
		return err
	}
	_, err = c.exec(ctx, "DELETE FROM upload WHERE id = ? AND owner_id = ?", p.UploadID, person)
	return err
}
