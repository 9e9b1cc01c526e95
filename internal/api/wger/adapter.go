package wger

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"palestra/internal/api/wire"
)

// Bounds of a request. Bodies that are no files have a bound of their own.
const (
	bodyLimit = 22 << 20
	textLimit = 4 << 20
)

var limits = wire.Limits{Body: bodyLimit, Stall: 20 * time.Second, Read: 2 * time.Minute, Write: 4 * time.Minute}

// place is an address of the API: a row of the table of routes as it is registered.
type place struct {
	// pattern is chi's, with {id} for the id of a row.
	pattern  string
	endpoint *endpoint
	action   *action
	// detail is true for addresses of one row.
	detail bool
	// title is what the page calls it, about a sentence of its own when it is no resource, specs what may be sent to it then.
	title, about string
	specs        []*spec
	need         need
	// params are query parameters and schema the answer, for the document; created is true when a POST answers 201.
	params  []string
	schema  *schema
	created bool
	// slashes is true for a pattern without a final slash that answers with one too.
	slashes bool
	// kind is the type of the answer when it is not JSON; unlisted keeps a place out of the document.
	kind     string
	unlisted bool
	// raw places answer in one format whatever is accepted.
	raw bool
	// perMinute is how often one address may call, 0 for any number.
	perMinute int
	// nowhere is the address of everything that isn't there.
	nowhere bool
	methods map[string]handler
	// allow is the Allow header.
	allow []string
	// cache is how long clients may keep what GET gives.
	cache time.Duration
}

// adapt makes a place into a handler: format, credential, permission, the call, and its answer or refusal written.
func (d *Dialect) adapt(p *place) http.Handler {
	failed := func(*http.Request) wire.Reply {
		return wire.Bytes(http.StatusInternalServerError, wire.TypeJSON, []byte(`{"detail":"`+serverError+`"}`))
	}
	return wire.Bound(limits, wire.Recovered(d.log, failed, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer release(r)
		c := &call{r: r, endpoint: p.endpoint, host: d.hostOf(r), path: pathOf(r), place: p}
		a, err := d.answer(c)
		if err != nil {
			a = d.refuse(r, err)
		}
		d.respond(w, c, a)
	})))
}

// answer goes through the checks in the order that callers see: format, credential, permission, method, id.
func (d *Dialect) answer(c *call) (answer, error) {
	p := c.place
	var err error
	if c.format, err = choose(c.r, formatOf(c.r)); err != nil && !p.nowhere && strings.HasPrefix(p.pattern, base) {
		return answer{}, err
	}
	if c.v, c.session, err = d.viewer(c.r); err != nil {
		return answer{}, err
	}
	if err := d.permit(c); err != nil {
		return answer{}, err
	}
	if p.nowhere {
		return answer{}, notFound()
	}
	if wait := d.admit(c); wait > 0 {
		return answer{}, throttled(wait)
	}
	if c.r.Method == http.MethodOptions {
		return d.describe(c)
	}
	handle := p.methods[strings.Replace(c.r.Method, http.MethodHead, http.MethodGet, 1)]
	if handle == nil {
		return answer{}, methodNotAllowed(c.r.Method)
	}
	if p.detail {
		if c.id, err = idOf(c.r, p); err != nil {
			return answer{}, err
		}
	}
	return handle(d, c)
}

// admit counts the calls of those places that bound them.
func (d *Dialect) admit(c *call) (wait int) {
	if t := d.throttles[c.place.pattern]; t != nil {
		return t.admit(d.address(c), d.now())
	}
	return 0
}

// Headers that are the same for all answers. Nobody changes what is in them.
var (
	vary       = []string{"Accept, Accept-Language, Cookie, origin"}
	inEnglish  = []string{"en"}
	noFrames   = []string{"DENY"}
	noSniffing = []string{"nosniff"}
	anyOrigin  = []string{"*"}
)

// respond writes an answer in the format that was chosen.
func (d *Dialect) respond(w http.ResponseWriter, c *call, a answer) {
	h := w.Header()
	h["Vary"] = vary
	h["Allow"] = c.place.allow
	h["Content-Language"] = inEnglish
	h["X-Frame-Options"] = noFrames
	h["X-Content-Type-Options"] = noSniffing
	if cache := c.place.cache; cache > 0 && a.status == http.StatusOK && (c.r.Method == http.MethodGet || c.r.Method == http.MethodHead) {
		age := "max-age=" + strconv.Itoa(int(cache/time.Second))
		if c.session != "" { // there may be cookies beside it, which are nobody else's
			age = "private, " + age
		}
		h["Cache-Control"] = []string{age}
		h["Expires"] = []string{d.now().Add(cache).UTC().Format(http.TimeFormat)}
	}
	d.handCookies(h, c)
	wire.Write(w, c.r, d.rendered(c, a))
}

// rendered is the answer as it goes out.
func (d *Dialect) rendered(c *call, a answer) wire.Reply {
	var p wire.Reply
	switch {
	case a.body == nil && a.raw == nil && !c.format.page:
		p = wire.Empty(a.status, "")
	case a.raw != nil:
		p = wire.Bytes(a.status, a.kind, a.raw).Zipped(a.zipped)
	case c.format.page:
		if a.status == http.StatusNoContent {
			a.status = http.StatusOK // a page has something to show
		}
		a = a.with("Content-Security-Policy", pagePolicy)
		p = wire.Bytes(a.status, htmlType, d.page(c, a))
	case c.format.indent > 0:
		p = wire.Bytes(a.status, wire.TypeJSON, indented(a, c.format.indent))
	default:
		p = wire.JSON(a.status, a.body)
	}
	p.Header = a.header
	return p
}

// indented is an answer's JSON for people.
func indented(a answer, by int) []byte {
	if a.body == nil {
		return nil
	}
	var j wire.Encoder
	a.body(&j)
	var b bytes.Buffer
	if json.Indent(&b, j.Buffer(), "", strings.Repeat(" ", by)) != nil {
		return j.Buffer()
	}
	return b.Bytes()
}
