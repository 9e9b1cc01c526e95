package wger

import (
	"context"
	"net/http"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// need is who may ask.
type need uint8

const (
	// anyone may read, and nobody may write.
	anyone need = iota
	// contributors may write what anyone may read.
	contributors
	// signedIn people see their own rows.
	signedIn
)

// ways are the operations of an endpoint.
type ways uint8

const (
	canList ways = 1 << iota
	canGet
	canCreate
	canUpdate
	canDelete

	readOnly  = canList | canGet
	readWrite = readOnly | canCreate | canUpdate | canDelete
)

// keeper is what a resource reads from and writes to; *listing.Own is one, and readOnlyRows makes one of a listing.Reader.
type keeper[T any] interface {
	List(ctx context.Context, v access.Viewer, q listing.Query) (listing.Page[T], error)
	Get(ctx context.Context, v access.Viewer, id int64) (*T, error)
	Create(ctx context.Context, v access.Viewer, row T) (*T, error)
	Update(ctx context.Context, v access.Viewer, id int64, change func(*T) error) (*T, error)
	Delete(ctx context.Context, v access.Viewer, id int64) error
}

// resource is everything there is to say about one endpoint. T is the row as the core has it, or a struct of this package
// that holds it with what is shown besides.
type resource[T any] struct {
	// name is the path, title the name for people, model the word of "No Workout matches the given query.".
	name, title, model string
	// about is a sentence for the page and the document.
	about string
	need  need
	ways  ways
	// fields in the order of the JSON.
	fields  []field[T]
	filters []filter
	// orders are names to order by that are no fields of the answer: wire name to core name.
	orders map[string]string
	// always are conditions of every list.
	always []listing.Condition
	// seen refuses rows by id that lists leave out; nil for none.
	seen func(row *T) bool
	// fresh is a new row with its defaults; nil for the zero row.
	fresh func(d *Dialect, c *call) T
	// made sets what a POST can't choose, after the body; nil for nothing.
	made func(row *T)
	// drop replaces the keeper's Delete where a request says more than which row; nil for that.
	drop func(d *Dialect, c *call) error
	// unique is what is said of a fault.Conflict: "The fields date, user must make a unique set.".
	unique string
	// cache is how long clients may keep a list and a row; of rowsChange the list alone.
	cache      time.Duration
	rowsChange bool
	// uploads is true for bodies that must be forms, as they bring a file.
	uploads bool
	keeper  func(d *Dialect) keeper[T]
	actions []action
	// hidden keeps it out of the root's list.
	hidden bool
}

// action is an operation beside the usual ones, at /<name>/<id>/<action>/, or /<name>/<action>/ when it is of the whole.
type action struct {
	name  string
	whole bool
	// method is GET unless told otherwise.
	method string
	about  string
	// params are query parameters, for the document.
	params []string
	handle handler
	// schema describes the answer in the document; nil is any JSON.
	schema *schema
	// open lets anyone in, whoever may use the rest.
	open bool
}

// A handler decodes, makes one call to the core, and says what to answer. c.id is the id in the path.
type handler func(d *Dialect, c *call) (answer, error)

// answer is a reply before its format is chosen.
type answer struct {
	status int
	header http.Header
	// body writes JSON; nil for an empty answer.
	body func(j *wire.Encoder)
	// page is set for lists.
	page *pageLinks
	// raw is a ready body of another kind, which no format changes; zipped is the same as gzip, nil when it isn't kept.
	raw, zipped []byte
	kind        string
}

// reply is a 200 with a body.
func reply(body func(j *wire.Encoder)) answer { return answer{status: http.StatusOK, body: body} }

// with adds a header.
func (a answer) with(name, value string) answer {
	h := a.header.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Set(name, value)
	a.header = h
	return a
}

// endpoint is a resource without its type.
type endpoint struct {
	name, title, model, about string
	need                      need
	ways                      ways
	specs                     []*spec
	filters                   []filter
	orders                    map[string]string
	cache                     time.Duration
	uploads, hidden           bool
	rowsChange                bool
	// single is true where the list is one object, which a POST changes.
	single                    bool
	actions                   []action
	list, get, create, update handler
	remove                    handler
	explain                   func(error) error
}

// endpoint closes over the type.
func (r *resource[T]) endpoint() *endpoint {
	e := &endpoint{
		name: r.name, title: r.title, model: r.model, about: r.about, need: r.need, ways: r.ways, filters: r.filters, orders: map[string]string{},
		cache: r.cache, rowsChange: r.rowsChange, uploads: r.uploads, hidden: r.hidden, actions: r.actions,
		list: r.list, get: r.get, create: r.create, update: r.update, remove: r.remove,
		explain: r.explain,
	}
	for i := range r.fields {
		s := &r.fields[i].spec
		e.specs = append(e.specs, s)
		if s.core == "" || s.many || s.unordered {
			continue
		}
		e.orders[s.name] = s.core
		if s.kind == relationKind {
			e.orders[s.name+"_id"] = s.core
		}
	}
	for name, core := range r.orders {
		e.orders[name] = core
	}
	return e
}

func (r *resource[T]) list(d *Dialect, c *call) (answer, error) {
	q, err := d.query(c, c.endpoint)
	if err != nil {
		return answer{}, err
	}
	q.Conditions = append(q.Conditions, r.always...)
	page, err := r.keeper(d).List(c.ctx(), c.v, q)
	if err != nil {
		return answer{}, r.explain(err)
	}
	links := newPageLinks(c, q, page.Count)
	return answer{status: http.StatusOK, page: links, body: func(j *wire.Encoder) {
		links.write(j, func() {
			for i := range page.Rows {
				r.write(j, c, &page.Rows[i])
			}
		})
	}}, nil
}

// find reads one row that may be seen here.
func (r *resource[T]) find(d *Dialect, c *call) (*T, error) {
	row, err := r.keeper(d).Get(c.ctx(), c.v, c.id)
	if err == nil && r.seen != nil && !r.seen(row) {
		err = fault.Missing(r.name)
	}
	if err != nil {
		return nil, r.explain(err)
	}
	return row, nil
}

func (r *resource[T]) get(d *Dialect, c *call) (answer, error) {
	row, err := r.find(d, c)
	if err != nil {
		return answer{}, err
	}
	return r.one(c, http.StatusOK, row), nil
}

// one is the answer that shows a row.
func (r *resource[T]) one(c *call, status int, row *T) answer {
	return answer{status: status, body: func(j *wire.Encoder) { r.write(j, c, row) }}
}

// write encodes a row.
func (r *resource[T]) write(j *wire.Encoder, c *call, row *T) {
	j.Object()
	for i := range r.fields {
		j.Key(r.fields[i].name)
		r.fields[i].put(j, c, row)
	}
	j.EndObject()
}

func (r *resource[T]) create(d *Dialect, c *call) (answer, error) {
	b, err := d.read(c)
	if err != nil {
		return answer{}, err
	}
	var row T
	if r.fresh != nil {
		row = r.fresh(d, c)
	}
	values, err := r.decode(d, b, http.MethodPost)
	if err != nil {
		return answer{}, err
	}
	r.set(&row, values)
	if r.made != nil {
		r.made(&row)
	}
	kept, err := r.keeper(d).Create(c.ctx(), c.v, row)
	if err != nil {
		return answer{}, r.explain(err)
	}
	return r.one(c, http.StatusCreated, kept), nil
}

func (r *resource[T]) update(d *Dialect, c *call) (answer, error) {
	if r.seen != nil {
		if _, err := r.find(d, c); err != nil {
			return answer{}, err
		}
	}
	b, err := d.read(c)
	if err != nil {
		return answer{}, err
	}
	// What isn't there is answered before what is wrong with the body, so the errors wait for the row.
	values, wrong := r.decode(d, b, c.r.Method)
	row, err := r.keeper(d).Update(c.ctx(), c.v, c.id, func(row *T) error {
		if wrong == nil {
			r.set(row, values)
		}
		return wrong
	})
	if err != nil {
		return answer{}, r.explain(err)
	}
	return r.one(c, http.StatusOK, row), nil
}

func (r *resource[T]) remove(d *Dialect, c *call) (answer, error) {
	if r.seen != nil {
		if _, err := r.find(d, c); err != nil {
			return answer{}, err
		}
	}
	drop := r.drop
	if drop == nil {
		drop = func(d *Dialect, c *call) error { return r.keeper(d).Delete(c.ctx(), c.v, c.id) }
	}
	if err := drop(d, c); err != nil {
		return answer{}, r.explain(err)
	}
	return answer{status: http.StatusNoContent}, nil
}

// readOnlyRows makes a keeper of what nobody writes.
type readOnlyRows[T any] struct {
	unwritten[T]
	rows listing.Reader[T]
}

func readOnlyOf[T any](rows listing.Reader[T]) keeper[T] { return readOnlyRows[T]{rows: rows} }

// List gives one page.
func (k readOnlyRows[T]) List(ctx context.Context, _ access.Viewer, q listing.Query) (listing.Page[T], error) {
	return k.rows.List(ctx, 0, q)
}

// Get reads one row.
func (k readOnlyRows[T]) Get(ctx context.Context, _ access.Viewer, id int64) (*T, error) {
	return k.rows.Get(ctx, 0, id)
}

// joinedRows makes a keeper of rows that nobody writes and that are shown with what belongs to them: join adds it to a page
// at once, in the order of the page.
type joinedRows[S, T any] struct {
	unwritten[T]
	of   listing.Reader[S]
	join func(ctx context.Context, rows []S) ([]T, error)
}

// List gives one page.
func (k joinedRows[S, T]) List(ctx context.Context, _ access.Viewer, q listing.Query) (listing.Page[T], error) {
	page, err := k.of.List(ctx, 0, q)
	if err != nil {
		return listing.Page[T]{}, err
	}
	rows, err := k.join(ctx, page.Rows)
	return listing.Page[T]{Rows: rows, Count: page.Count}, err
}

// Get reads one row.
func (k joinedRows[S, T]) Get(ctx context.Context, _ access.Viewer, id int64) (*T, error) {
	row, err := k.of.Get(ctx, 0, id)
	if err != nil {
		return nil, err
	}
	rows, err := k.join(ctx, []S{*row})
	if err != nil {
		return nil, err
	}
	return &rows[0], nil
}

var errReadOnly = fault.New(fault.Forbidden, "catalogue.read_only", "nobody writes here")

// unwritten is the part of a keeper that writes, where nobody does.
type unwritten[T any] struct{}

// Create refuses.
func (unwritten[T]) Create(context.Context, access.Viewer, T) (*T, error) { return nil, errReadOnly }

// Update refuses.
func (unwritten[T]) Update(context.Context, access.Viewer, int64, func(*T) error) (*T, error) {
	return nil, errReadOnly
}

// Delete refuses.
func (unwritten[T]) Delete(context.Context, access.Viewer, int64) error { return errReadOnly }
