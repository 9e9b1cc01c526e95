package wger

import (
	"palestra/internal/api/wire"
)

// root serves GET /api/v2/: where every endpoint is.
func (d *Dialect) root(c *call) (answer, error) {
	return reply(func(j *wire.Encoder) {
		j.Object()
		for _, e := range d.endpoints {
			if !e.hidden {
				j.Key(e.name).String(c.host + base + e.name + "/")
			}
		}
		j.EndObject()
	}), nil
}
