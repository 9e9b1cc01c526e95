package insiders

import (
	"net/http/httptest"
	"net/url"
	"testing"
	"time"
)

func TestMomentsAreReadInEveryForm(t *testing.T) {
	want := time.Date(2020, 2, 20, 12, 18, 29, 0, time.UTC)
	for _, s := range []string{
		"2020-02-20T13:18:29+0100", "2020-02-20T13:18:29+01:00", "2020-02-20T12:18:29Z", "2020-02-20t12:18:29.000z", "2020-02-20 12:18:29Z", " 2020-02-20T08:48:29-0330 ",
	} {
		if got, ok := parseMoment(s); !ok || !got.Equal(want) {
			t.Errorf("%q is read as %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{
		"", "2020-02-20T13:18:29", "2020-02-20", "20200220T131829Z", "2020-02-30T13:18:29Z", "2020-02-20T25:18:29Z", "1582200000", "2020-02-20T13:18:29+0100x",
	} {
		if got, ok := parseMoment(s); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

// A + that nobody escaped comes as a blank.
func TestTheSignOfAZoneMayComeAsABlank(t *testing.T) {
	want := time.Date(2020, 2, 20, 12, 0, 0, 0, time.UTC)
	for _, word := range []string{"2020-02-20T13:00:00+0100", url.QueryEscape("2020-02-20T13:00:00+0100"), "2020-02-20T13:00:00+01:00", "2020-02-20%2012:00:00Z", "2020-02-20T12:00:00Z"} {
		q := queryOf(httptest.NewRequest("GET", "/?start_time_from="+word, nil))
		if got := q.moment("start_time_from"); !got.Equal(want) || q.err() != nil {
			t.Errorf("%s is read as %v, %v", word, got, q.err())
		}
	}
}

func TestMomentsArePrintedInTheServersZone(t *testing.T) {
	zone := time.FixedZone("", 3600)
	d := New(Deps{Zone: zone})
	for want, at := range map[string]time.Time{
		"2020-02-20T13:18:29+0100":     time.Date(2020, 2, 20, 12, 18, 29, 0, time.UTC),
		"2020-02-20T13:18:29.25+0100":  time.Date(2020, 2, 20, 12, 18, 29, 250_000_000, time.UTC),
		"2020-02-20T13:18:29.001+0100": time.Date(2020, 2, 20, 13, 18, 29, 1_000_000, zone),
	} {
		if got := d.moment(at); got != want {
			t.Errorf("%v is printed as %s, want %s", at, got, want)
		}
	}
}

func TestPagesAreNumbers(t *testing.T) {
	for query, want := range map[string]paging{"": {1, 150}, "page=3&limit=10": {3, 10}, "limit=9000": {1, 3000}, "page=&limit=": {1, 150}} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := pagingOf(values); err != nil || got != want {
			t.Errorf("%q is %v, %v, want %v", query, got, err, want)
		}
	}
	p := paging{2, 10}
	if p.next(21) == nil || *p.next(21) != 3 || p.next(20) != nil || *p.previous() != 1 || p.ends(11) || !p.ends(10) {
		t.Errorf("the second page of ten has other neighbours")
	}
	if first := (paging{1, 10}); first.previous() != nil || first.ends(0) {
		t.Errorf("the first page is not the first")
	}
}
