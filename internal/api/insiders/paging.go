package insiders

import (
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"

	"palestra/internal/api/wire"
	"palestra/internal/core/monitor"
)

// usualPage is how many rows a page has when nobody asks for a number. The most is monitor.MaxPage.
const usualPage = 150

// paging is which page, from 1, of how many rows.
type paging struct{ page, limit int }

var errNoPage = &refusal{wire.Detail(http.StatusNotFound, "Invalid page.")}

// pagingOf reads ?page= and ?limit=.
func pagingOf(q url.Values) (paging, error) { return pagingWithin(q, usualPage, monitor.MaxPage) }

// pagingWithin is pagingOf with another usual and another largest size of a page.
func pagingWithin(q url.Values, usual, most int) (paging, error) {
	p := paging{page: 1, limit: usual}
	if word := q.Get("page"); word != "" {
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil || n < 1 || n > math.MaxInt32 {
			return p, errNoPage
		}
		p.page = int(n)
	}
	if word := q.Get("limit"); word != "" {
		n, err := strconv.ParseUint(word, 10, 64)
		if err != nil && !errors.Is(err, strconv.ErrRange) || n == 0 {
			return p, invalid("limit", "A positive integer is required.")
		}
		p.limit = int(min(n, uint64(most)))
	}
	return p, nil
}

// rows are the page's, as the core counts them.
func (p paging) rows() monitor.Paging { return monitor.Paging{Offset: p.offset(), Limit: p.limit} }

func (p paging) offset() int { return (p.page - 1) * p.limit }

// ends reports whether a page lies behind the last row. The first page never does.
func (p paging) ends(total int64) bool { return p.page > 1 && int64(p.offset()) >= total }

// next and previous are page numbers, nil for none.
func (p paging) next(total int64) *int64 {
	if int64(p.page)*int64(p.limit) >= total {
		return nil
	}
	return idOrNull(int64(p.page) + 1)
}

func (p paging) previous() *int64 { return idOrNull(int64(p.page) - 1) }

// listReply answers with a page of a list.
func listReply[T any](p paging, total int64, rows []T) (wire.Reply, error) {
	if p.ends(total) {
		return wire.Reply{}, errNoPage
	}
	if rows == nil {
		rows = []T{}
	}
	return reply(http.StatusOK, struct {
		Count    int64  `json:"count"`
		Page     int    `json:"page"`
		Next     *int64 `json:"next"`
		Previous *int64 `json:"previous"`
		Results  []T    `json:"results"`
	}{total, p.page, p.next(total), p.previous(), rows})
}

// pageOf is a page of a list that is held whole.
func pageOf[T any](p paging, all []T) []T {
	from := min(p.offset(), len(all))
	return all[from:min(from+p.limit, len(all))]
}
