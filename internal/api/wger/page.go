package wger

import (
	"net/url"
	"strconv"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// query reads paging, order and filters of a list request.
func (d *Dialect) query(c *call, e *endpoint) (listing.Query, error) {
	params := c.r.URL.Query()
	q := listing.Query{Limit: natural(params.Get("limit")), Offset: natural(params.Get("offset")), Order: e.order(params.Get("ordering"))}
	_, q.Limit = q.Bounds()
	var wrong []fault.Field
	for i := range e.filters {
		f := &e.filters[i]
		conditions, message, err := f.conditions(d, c, params[f.name])
		if err != nil {
			return q, err
		}
		if message != "" {
			wrong = append(wrong, fault.Field{Name: f.name, Message: message})
		}
		q.Conditions = append(q.Conditions, conditions...)
	}
	if len(wrong) > 0 {
		return q, fieldErrors(wrong)
	}
	return q, nil
}

// maxOffset keeps sums of offsets and limits from overflowing.
const maxOffset = 1 << 40

// natural is a number from 1 up, or 0.
func natural(s string) int {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return int(min(n, maxOffset))
}

// order reads "a,-b"; names that aren't known are dropped.
func (e *endpoint) order(s string) []listing.Key {
	var keys []listing.Key
	for name := range strings.SplitSeq(s, ",") {
		name, down := strings.CutPrefix(strings.TrimSpace(name), "-")
		if core, ok := e.orders[name]; ok && len(keys) < len(e.orders) {
			keys = append(keys, listing.Key{Field: core, Descending: down})
		}
	}
	return keys
}

// pageLinks are what a list says about its pages.
type pageLinks struct {
	count int64
	// next and previous are "" at the ends.
	next, previous string
}

// newPageLinks makes the links to the pages beside this one: the request's own address, its parameters sorted by name.
func newPageLinks(c *call, q listing.Query, count int64) *pageLinks {
	p := &pageLinks{count: count}
	offset, end := int64(q.Offset), int64(q.Offset)+int64(q.Limit)
	if end >= count && offset == 0 {
		return p
	}
	params := c.r.URL.Query()
	params.Set("limit", strconv.Itoa(q.Limit))
	if end < count {
		p.next = c.address(params, end)
	}
	if offset > 0 {
		p.previous = c.address(params, offset-int64(q.Limit))
	}
	return p
}

// address is the request's own with another offset, which isn't told when it is the first.
func (c *call) address(params url.Values, offset int64) string {
	params.Set("offset", strconv.FormatInt(offset, 10))
	if offset <= 0 {
		params.Del("offset")
	}
	return c.host + c.path + "?" + params.Encode()
}

// write writes the envelope around the rows.
func (p *pageLinks) write(j *wire.Encoder, rows func()) {
	j.Object()
	j.Key("count").Int(p.count)
	for _, l := range []struct{ key, address string }{{"next", p.next}, {"previous", p.previous}} {
		if j.Key(l.key); l.address == "" {
			j.Null()
		} else {
			j.String(l.address)
		}
	}
	j.Key("results").Array()
	rows()
	j.EndArray()
	j.EndObject()
}
