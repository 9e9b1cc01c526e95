package wger

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// format is how an answer is written.
type format struct {
	// page is the browsable HTML; otherwise it is JSON.
	page bool
	// indent is by how many blanks JSON is indented, 0 for none.
	indent int
}

// cutSuffix takes the format off a path that is written with one (/muscle.json, /muscle.json/, /muscle/3.api), and gives it
// back as the path of the resource.
func cutSuffix(path string) (plain, name string) {
	bare := strings.TrimSuffix(path, "/")
	dot := strings.LastIndexByte(bare, '.')
	if dot < 0 || dot == len(bare)-1 || !strings.HasPrefix(path, base) {
		return path, ""
	}
	for _, c := range bare[dot+1:] {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return path, ""
		}
	}
	return bare[:dot] + "/", bare[dot+1:]
}

// maxIndent is the widest that JSON is indented.
const maxIndent = 8

// choose finds the format of the answer: by the path's suffix, by ?format=, or by what the client accepts.
func choose(r *http.Request, named string) (format, error) {
	if named == "" && strings.ContainsAny(r.URL.RawQuery, "%f") {
		named = r.URL.Query().Get("format")
	}
	accept := r.Header.Get("Accept")
	switch named {
	case "json":
		f, _ := accepted(accept)
		return format{indent: f.indent}, nil
	case "api":
		return format{page: true}, nil
	case "":
	default:
		return format{}, notFound()
	}
	f, ok := accepted(accept)
	if !ok {
		return f, detail(http.StatusNotAcceptable, "Could not satisfy the request Accept header.")
	}
	return f, nil
}

// accepted is the best of what an Accept header takes; more exact types come before those with stars, as they have always
// done here, and weights count only in that a type of weight 0 is not taken.
func accepted(header string) (f format, ok bool) {
	if strings.TrimSpace(header) == "" {
		return format{}, true
	}
	best := -1
	for part := range strings.SplitSeq(header, ",") {
		kind, params, err := mime.ParseMediaType(part)
		if err != nil || params["q"] == "0" {
			continue
		}
		candidate, rank := format{}, 0
		switch kind {
		case "application/json":
			rank = 2
			if n, err := strconv.Atoi(params["indent"]); err == nil {
				candidate.indent = max(0, min(n, maxIndent))
			}
			if len(params) > 0 {
				rank = 3
			}
		case "text/html":
			candidate.page, rank = true, 2
		case "application/*":
			rank = 1
		case "text/*":
			candidate.page, rank = true, 1
		case "*/*":
		default:
			continue
		}
		if rank > best {
			f, best = candidate, rank
		}
	}
	return f, best >= 0
}
