package insiders

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"palestra/internal/api/wire"
)

// momentLayout prints no colon in the zone, and a fraction only where there is one.
const momentLayout = "2006-01-02T15:04:05.999999-0700"

// moment is a time on the wire.
func (d *Dialect) moment(t time.Time) string { return t.In(d.zone).Format(momentLayout) }

// momentOrNull is a time on the wire, where zero is null.
func (d *Dialect) momentOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := d.moment(t)
	return &s
}

// parseMoment reads a time as RFC 3339 prints it, with or without the colon in the zone. A time without zone is none.
func parseMoment(s string) (time.Time, bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if len(s) > 10 && s[10] == ' ' {
		s = s[:10] + "T" + s[11:]
	}
	for _, layout := range [...]string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// reply is an answer whose body is a value as encoding/json writes it; numbers are whole where they can be.
func reply(status int, v any) (wire.Reply, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return wire.Reply{}, err
	}
	return wire.Bytes(status, wire.TypeJSON, bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// gone is the answer to what has been deleted.
func gone(err error) (wire.Reply, error) {
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, ""), nil
}
