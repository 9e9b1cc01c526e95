package store

import (
	"context"
	"strings"

	"palestra/internal/core/auth"
	"palestra/internal/core/person"
)

// peopleOrders are the columns that accounts are sorted by. An administrator's list of them is short enough to be sorted.
var peopleOrders = map[auth.PeopleOrder]string{
	"":                "username_key",
	auth.ByUsername:   "username_key",
	auth.ByCreation:   "created_us",
	auth.ByEmail:      "COALESCE(email_key, '')",
	auth.ByActive:     "active",
	auth.ByAdmin:      "admin",
	auth.ByActivities: "(SELECT COALESCE(SUM(activities), 0) FROM sport_total t WHERE t.owner_id = person.id)",
}

// likeEscaper keeps what a person typed from being a pattern.
var likeEscaper = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

// FindPeople gives one page of those in the filter, with how many there are.
func (s *Store) FindPeople(ctx context.Context, f auth.PeopleFilter) (all []person.Person, total int64, err error) {
	var w where
	if f.Query != "" {
		w.and(`username_key LIKE ? ESCAPE '\'`, "%"+likeEscaper.Replace(fold(f.Query))+"%")
	}
	direction := " ASC"
	if f.Descending {
		direction = " DESC"
	}
	err = s.snapshot(ctx, func(c *session) error {
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM person"+w.sql(), append([]any(nil), w.args...), (*whole)(&total)); err != nil {
			return err
		}
		var p person.Person
		all = nil
		return c.query(ctx, "SELECT "+personColumns+" FROM person"+w.sql()+" ORDER BY "+peopleOrders[f.Order]+direction+", id"+direction+" LIMIT ? OFFSET ?",
			append(append([]any(nil), w.args...), int64(f.Limit), int64(f.Offset)), personDest(&p), func() error {
				all = append(all, p)
				return nil
			})
	})
	return all, total, err
}
