package strength

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// Record stores many logs as the viewer's, all or none, and gives them back with their ids. It is safe to call again when an
// answer was lost: a log whose UUID the viewer has stored already is given back as it is kept. Logs without a UUID are new.
//
// Beyond the errors of listing.Own, whose fields are named after their log as in "logs[2].load": fault.TooLarge
// "record.too_many" for more than MaxLimit, fault.Conflict "log.uuid_taken" for a UUID of somebody else's log.
func (s *Service) Record(ctx context.Context, v access.Viewer, logs []Log) ([]Log, error) {
	if !v.SignedIn() {
		return nil, listing.ErrSignedOut()
	}
	if len(logs) > listing.MaxLimit {
		return nil, fault.New(fault.TooLarge, "record.too_many", fmt.Sprintf("at most %d logs at once", listing.MaxLimit))
	}
	logs = slices.Clone(logs)
	for i := range logs {
		l := &logs[i]
		l.ID, l.Owner = 0, v.ID()
		if l.UUID == "" {
			l.UUID = s.newUUID()
		}
		var c listing.Check
		c.Length("uuid", l.UUID, 36, 36)
		if err := cmp.Or(c.Err(), checkLog(l)); err != nil {
			return nil, named(err, i)
		}
	}
	if err := s.known(ctx, v, logs); err != nil {
		return nil, err
	}
	if err := s.store.RecordLogs(ctx, v.ID(), logs); err != nil {
		return nil, err
	}
	return logs, nil
}

// known looks once for each row that any of the logs names.
func (s *Service) known(ctx context.Context, v access.Viewer, logs []Log) error {
	type place struct {
		field string
		id    int64
	}
	seen := map[place]bool{}
	find := finders{s: s.store}
	for i := range logs {
		for _, r := range find.ofLog(&logs[i]) {
			if seen[place{r.Field, r.ID}] {
				continue
			}
			seen[place{r.Field, r.ID}] = true
			if err := listing.CheckReferences(ctx, v, []listing.Reference{r}); err != nil {
				return named(err, i)
			}
		}
	}
	return nil
}

// named tells which of several logs a refusal is about.
func named(err error, i int) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	g := *f
	g.Fields = slices.Clone(f.Fields)
	for j := range g.Fields {
		g.Fields[j].Name = fmt.Sprintf("logs[%d].%s", i, g.Fields[j].Name)
	}
	return &g
}
