package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"palestra/internal/core/activity"
)

// document is a trashed activity: its rows by column, so that one written before a migration can be read after it.
type document struct {
	Activity       row
	Segments, Laps []row
	// Records are the ids of those it held, to be used again should it hold them again.
	Records   map[activity.RecordType]int64
	Equipment []int64
}

type row map[string]any

const (
	activityRowColumns = "id, uuid, owner_id, version, " + activityWritten
	segmentRowColumns  = "activity_id, position, " + numberColumns
	lapRowColumns      = "activity_id, position, " + lapColumns
)

// document reads all rows of an activity but its points.
func (c *session) document(ctx context.Context, a *activity.Activity) (*document, error) {
	d := &document{Records: map[activity.RecordType]int64{}}
	rows, err := c.rows(ctx, activityRowColumns, "activity WHERE id = ?", a.ID)
	if err != nil {
		return nil, err
	}
	d.Activity = rows[0]
	if d.Segments, err = c.rows(ctx, segmentRowColumns, "activity_segment WHERE activity_id = ? ORDER BY position", a.ID); err != nil {
		return nil, err
	}
	if d.Laps, err = c.rows(ctx, lapRowColumns, "activity_lap WHERE activity_id = ? ORDER BY position", a.ID); err != nil {
		return nil, err
	}
	for _, r := range a.Records {
		d.Records[r.Type] = r.ID
	}
	d.Equipment, err = c.attached(ctx, a.ID)
	return d, err
}

// rows are whole rows by column.
func (c *session) rows(ctx context.Context, columns, from string, args ...any) ([]row, error) {
	names := strings.Split(columns, ", ")
	values, dest := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		dest[i] = &values[i]
	}
	var all []row
	err := c.query(ctx, "SELECT "+columns+" FROM "+from, args, dest, func() error {
		r := make(row, len(names))
		for i, name := range names {
			r[name] = values[i]
			if f, ok := values[i].(float64); ok {
				r[name] = exact(f)
			}
		}
		all = append(all, r)
		return nil
	})
	return all, err
}

// insertDocument puts the rows back.
func (c *session) insertDocument(ctx context.Context, d *document) error {
	if err := c.insert(ctx, "activity", activityRowColumns, d.Activity); err != nil {
		return err
	}
	for _, r := range d.Segments {
		if err := c.insert(ctx, "activity_segment", segmentRowColumns, r); err != nil {
			return err
		}
	}
	for _, r := range d.Laps {
		if err := c.insert(ctx, "activity_lap", lapRowColumns, r); err != nil {
			return err
		}
	}
	return nil
}

// insert stores a row; columns that it doesn't know get their default.
func (c *session) insert(ctx context.Context, table, columns string, r row) error {
	var names []string
	var args []any
	for _, name := range strings.Split(columns, ", ") {
		v, ok := r[name]
		if !ok {
			continue
		}
		if n, ok := v.(json.Number); ok {
			var err error
			if v, err = number(n); err != nil {
				return fmt.Errorf("column %s: %w", name, err)
			}
		}
		names, args = append(names, name), append(args, v)
	}
	_, err := c.exec(ctx, "INSERT INTO "+table+" ("+strings.Join(names, ", ")+") VALUES "+places(len(names)), args...)
	return err
}

// exact is a float that JSON keeps every bit of, and tells from a whole number by its exponent.
type exact float64

// MarshalJSON implements json.Marshaler.
func (f exact) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(f), 'e', -1, 64), nil
}

func number(n json.Number) (any, error) {
	if strings.Contains(n.String(), "e") {
		return n.Float64()
	}
	return n.Int64()
}

func (d *document) encode() (string, error) {
	b, err := json.Marshal(d)
	return string(b), err
}

func decodeDocument(text string) (*document, error) {
	in := json.NewDecoder(strings.NewReader(text))
	in.UseNumber()
	d := new(document)
	if err := in.Decode(d); err != nil {
		return nil, fmt.Errorf("trashed activity: %w", err)
	}
	return d, nil
}
