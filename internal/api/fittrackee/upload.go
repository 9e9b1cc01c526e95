package fittrackee

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/trackfile"
)

const (
	// dataLimit bounds the "data" part: the longest text that is kept has 10 000 characters, each perhaps escaped.
	dataLimit = 256 << 10
	// maxParts bounds the parts that are looked at; clients send two.
	maxParts = 20
	// formOverhead is what a form may have besides its file.
	formOverhead = dataLimit + 64<<10
)

// largestForm is the largest body that can hold an upload within the limits.
func (d *Dialect) largestForm() int64 {
	return max(d.settings.MaxFileSize, d.settings.MaxArchiveSize) + formOverhead
}

// form is an upload that has been read: the file is staged, the rest is in memory.
type form struct {
	name   string
	staged activity.Staged
	// data is nil without such a part.
	data []byte
}

func (f *form) discard() {
	if f.staged != nil {
		f.staged.Discard()
	}
}

// readForm reads the parts in the order they come. What is wrong with the file is answered at once; whether there is one
// is known at the end.
func (d *Dialect) readForm(r *http.Request) (f *form, err error) {
	if r.ContentLength > d.largestForm() {
		return nil, tooLarge("workout", r.ContentLength, d.settings.MaxArchiveSize)
	}
	parts, err := wire.ReadForm(r)
	if err != nil {
		return nil, errNoFile
	}
	defer parts.Close()
	f = &form{}
	defer func() {
		if err != nil {
			f.discard()
		}
	}()
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return f, d.unreadable(err)
		}
		if n == maxParts {
			return f, errPayload
		}
		if err := d.readPart(f, part); err != nil {
			return f, err
		}
	}
	if f.staged == nil {
		return f, errNoFile
	}
	return f, nil
}

var (
	errNoFile    = invalid("fail", "no file part")
	errNoName    = invalid("fail", "no selected file")
	errExtension = invalid("fail", "file extension not allowed")
)

// unreadable is the answer to a body that ended early or went beyond its limit.
func (d *Dialect) unreadable(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return tooLarge("workout", large.Limit, d.settings.MaxArchiveSize)
	}
	return errPayload
}

func (d *Dialect) readPart(f *form, part *wire.Part) error {
	switch part.FormName() {
	case "file":
		if name, isFile := fileName(part.Part); isFile && f.staged == nil {
			return d.stage(f, part, name)
		}
	case "data":
		if f.data != nil {
			return nil
		}
		data, err := io.ReadAll(io.LimitReader(part, dataLimit+1))
		if err != nil {
			return d.unreadable(err)
		}
		if len(data) > dataLimit {
			data = data[:0] // no JSON: answered after the file has been looked at
		}
		f.data = data
	}
	return nil
}

// fileName is the name of an uploaded file without its folders; isFile is false for a plain form field.
func fileName(part *multipart.Part) (name string, isFile bool) {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return "", false
	}
	name, isFile = params["filename"]
	if name != "" {
		name = path.Base(name)
	}
	return name, isFile
}

// stage takes the file in, after looking at its name.
func (d *Dialect) stage(f *form, part io.Reader, name string) error {
	if name == "" {
		return errNoName
	}
	if _, _, ok := trackfile.FormatOf(name); !ok {
		return errExtension
	}
	body := &watched{r: part}
	staged, err := d.activities.Stage(body, name)
	switch {
	case err == nil:
	case body.err != nil && !fault.Is(err, fault.TooLarge):
		return d.unreadable(body.err)
	default:
		return err
	}
	f.name, f.staged = name, staged
	return nil
}

// watched remembers the error of the client's side, which is not one of ours.
type watched struct {
	r   io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}

// patience is how much of a refused upload is still read, in bytes, beyond the largest form if need be.
const patience = 8 << 20

// hearOut reads on: most clients look for an answer only when they have sent everything, and lose it when the connection is
// closed before. One that waits for leave to send its body is answered at once.
func hearOut(r *http.Request) {
	if r.Header.Get("Expect") == "" {
		_, _ = io.CopyN(io.Discard, r.Body, patience) // an error means that there is no more
	}
}

// uploadWorkout serves POST /workouts: a file, or an archive of files, with what to say about it in the part "data".
func (d *Dialect) uploadWorkout(r *http.Request, v access.Viewer) (wire.Reply, error) {
	f, err := d.readForm(r)
	if err != nil {
		hearOut(r)
		return wire.Reply{}, err
	}
	defer f.discard()
	u, p, err := parseUpload(f)
	if err != nil {
		return wire.Reply{}, err
	}
	u.RefuseDuplicate = r.URL.Query().Get("refuse_duplicate") == "true"
	if activity.IsArchive(f.name) {
		return d.uploadArchive(r.Context(), v, u, p)
	}
	created, err := d.activities.Upload(r.Context(), v, u)
	if err != nil {
		return wire.Reply{}, p.equipmentError(uploadError(err))
	}
	return workoutsReply(http.StatusCreated, "created", false, created...), nil
}
