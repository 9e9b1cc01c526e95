package monitor

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/trackfile"
)

// Occasion is a match or a training of several athletes.
type Occasion struct {
	ID, Owner int64
	Name      string
	// Schema is the id of what Document, an object of JSON, is checked by.
	Schema    int64
	Document  json.RawMessage
	CreatedAt time.Time
}

// GPX is the track of the whole occasion, "" when it has none.
func (o *Occasion) GPX() string {
	var d struct {
		GPX string `json:"gpx"`
	}
	_ = json.Unmarshal(o.Document, &d) // it was checked when it was stored; a null is none
	return d.GPX
}

// OccasionFilter is which of the viewer's occasions. The zero value is all.
type OccasionFilter struct {
	// Owner is 0 for any. Name is a part of it without regard to case; each of Search must be in it too.
	Owner  int64
	Name   string
	Search []string
	// Order may be by "name"; ties and the rest end by id.
	Order []listing.Key
	Paging
}

const (
	maxOccasionName = 200
	maxSearch       = 20
	maxSearchTerm   = 200
)

// Occasions lists the viewer's. Errors: those of manager; fault.Invalid "listing.field" for an unknown order.
func (s *Service) Occasions(ctx context.Context, v access.Viewer, f OccasionFilter) (Page[Occasion], error) {
	me, err := manager(v)
	if err == nil {
		err = checkSearch(f.Search, f.Name)
	}
	if err != nil {
		return Page[Occasion]{}, err
	}
	return s.store.Occasions(ctx, me, f)
}

// Occasion reads one of the viewer's that is in the filter; fault.NotFound "occasion.not_found".
func (s *Service) Occasion(ctx context.Context, v access.Viewer, id int64, f OccasionFilter) (*Occasion, error) {
	me, err := manager(v)
	if err == nil {
		err = checkSearch(f.Search, f.Name)
	}
	if err != nil {
		return nil, err
	}
	return s.store.Occasion(ctx, me, id, f)
}

// CreateOccasion stores one of the viewer's and fills in its id. An Owner of 0 is the viewer. Errors: fault.Invalid
// "occasion.invalid" with the fields "name", "json", "json_schema" and "owner".
func (s *Service) CreateOccasion(ctx context.Context, v access.Viewer, o Occasion) (*Occasion, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	if o.Owner == 0 {
		o.Owner = me
	}
	if err := checkOccasion(me, &o); err != nil {
		return nil, err
	}
	o.CreatedAt = s.opt.Now()
	if err := s.store.CreateOccasion(ctx, &o); err != nil {
		return nil, err
	}
	return &o, nil
}

// UpdateOccasion lets change alter one of the viewer's that is in the filter. All its time frames are measured anew. Errors
// as Occasion and CreateOccasion.
func (s *Service) UpdateOccasion(ctx context.Context, v access.Viewer, id int64, f OccasionFilter, change func(*Occasion) error) (*Occasion, error) {
	before, err := s.Occasion(ctx, v, id, f)
	if err != nil {
		return nil, err
	}
	return s.store.UpdateOccasion(ctx, before.Owner, id, s.opt.Now(), func(o *Occasion) error {
		old := *o
		if err := change(o); err != nil {
			return err
		}
		if err := checkOccasion(old.Owner, o); err != nil {
			return err
		}
		o.ID, o.CreatedAt = old.ID, old.CreatedAt
		return nil
	})
}

// DeleteOccasion removes one of the viewer's that is in the filter with its time frames; fault.NotFound "occasion.not_found".
func (s *Service) DeleteOccasion(ctx context.Context, v access.Viewer, id int64, f OccasionFilter) error {
	o, err := s.Occasion(ctx, v, id, f)
	if err != nil {
		return err
	}
	return s.store.DeleteOccasion(ctx, o.Owner, o.ID, s.opt.Now())
}

func checkOccasion(owner int64, o *Occasion) error {
	var c checks
	c.text("name", o.Name, 1, maxOccasionName)
	if o.Owner != owner {
		c.refuse("owner", "must be yourself")
	}
	if c.schema(o.Schema, SchemaActivity, "json", o.Document) {
		c.gpx(o.GPX())
	}
	return c.err("occasion.invalid")
}

// gpx wants a document that can be read, or none.
func (c *checks) gpx(document string) {
	if document == "" {
		return
	}
	if _, err := trackfile.Read(strings.NewReader(document), trackfile.GPX, false, trackfile.DefaultLimits()); err != nil {
		if fault.Is(err, fault.Internal) {
			c.refuse("json", "gpx: can't be read")
			return
		}
		c.refuse("json", "gpx: "+err.Error())
	}
}

// checkSearch bounds what lists are searched for.
func checkSearch(terms []string, more ...string) error {
	if len(terms) > maxSearch {
		return fault.InvalidField("search", "listing.search", "too many words")
	}
	for _, t := range append(more, terms...) {
		if len(t) > maxSearchTerm {
			return fault.InvalidField("search", "listing.search", "too long")
		}
	}
	return nil
}
