package fittrackee

import (
	"net/url"

	"palestra/internal/api/wire"
)

// writePagination writes where a page stands; one beyond the end has nothing after it.
func writePagination(j *wire.Encoder, page, perPage int, total int64) {
	pages := (total + int64(perPage) - 1) / int64(perPage)
	j.Key("pagination").Object()
	j.Key("has_next").Bool(int64(page) < pages)
	j.Key("has_prev").Bool(page > 1)
	j.Key("page").Int(int64(page))
	j.Key("pages").Int(pages)
	j.Key("total").Int(total)
	j.EndObject()
}

// pageOf is the page that is asked for, from 1.
func pageOf(values url.Values) (int, error) {
	page, err := newQuery(values).whole("page")
	if err != nil || page == nil {
		return 1, err
	}
	return max(*page, 1), nil
}
