package wger

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/cache"
)

// keptBytes bounds the answers that are kept: hundreds of pages, or a few times the whole catalogue in one page.
const keptBytes = 24 << 20

// keptAnswer is what an address of the catalogue answered. Everybody gets the same there, and hardly anybody changes it, so it
// holds as long as the catalogue has the version that it was made from.
type keptAnswer struct {
	version int64
	address string
	body    []byte
	// zipped is the body compressed, nil until somebody asks for that.
	zipped []byte
}

// overhead is about what an answer takes in memory besides its bytes.
const overhead = 256

func newKept() *cache.Cache[string, keptAnswer] {
	return cache.New[string](keptBytes, func(a keptAnswer) int { return len(a.body) + len(a.zipped) + 2*len(a.address) + overhead })
}

// keeps makes a handler that remembers its answers. Who asks must make no difference to them: their address does, as links and
// pictures in them are absolute, and the version of the catalogue. Pages and indented answers are for people, and made anew.
func keeps(make handler) handler {
	return func(d *Dialect, c *call) (answer, error) {
		if c.format.page || c.format.indent > 0 {
			return make(d, c)
		}
		// The version is read before the rows: what is made of newer ones meanwhile is merely forgotten sooner than it had to.
		version, err := d.catalogue.Version(c.ctx())
		if err != nil {
			return answer{}, err
		}
		address := c.host + c.path + "?" + c.r.URL.RawQuery
		k, ok := d.kept.Get(address)
		fresh := !ok || k.version != version
		if fresh {
			a, err := make(d, c)
			if err != nil || a.status != http.StatusOK || a.body == nil || a.header != nil {
				return a, err
			}
			var j wire.Encoder
			a.body(&j)
			k = keptAnswer{version: version, address: address, body: j.Buffer()}
		}
		zip := k.zipped == nil && wire.Compressible(wire.TypeJSON, len(k.body)) && wire.AcceptsGzip(c.r)
		if zip {
			k.zipped = wire.Zip(k.body)
		}
		if fresh || zip {
			d.kept.Put(address, k)
		}
		return ready(k.body, k.zipped), nil
	}
}

// ready is an answer whose JSON is there, compressed too unless that is nil.
func ready(body, zipped []byte) answer {
	return answer{status: http.StatusOK, raw: body, zipped: zipped, kind: wire.TypeJSON}
}
