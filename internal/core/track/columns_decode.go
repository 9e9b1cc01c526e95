package track

import (
	"encoding/binary"
	"sync"

	"github.com/klauspost/compress/zstd"

	"palestra/internal/core/fault"
)

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxRaw))
	if err != nil {
		panic(err) // only wrong options can fail
	}
	return d
})

// Decode reads what Encode made. Anything else is fault.Internal, code "track.damaged": blobs come from our own store.
// What a blob can cost is bounded: 64 MiB decompressed, and eight times that for numbers.
func Decode(blob []byte) (*Columns, error) {
	if len(blob) == 0 || blob[0] != blobVersion {
		return nil, damaged("unknown version")
	}
	buffer := rawBuffers.Get().(*[]byte)
	defer giveBack(buffer)
	raw, err := decoder().DecodeAll(blob[1:], (*buffer)[:0])
	if err != nil {
		e := damaged("decompression failed")
		e.Err = err
		return nil, e
	}
	*buffer = raw
	r := reader{b: raw}
	segments := r.count()
	if segments > maxSegments {
		return nil, damaged("too many segments")
	}
	c := &Columns{Segments: make([]ColumnSegment, segments)}
	for i := range c.Segments {
		r.segment(&c.Segments[i])
	}
	if r.bad || len(r.b) > 0 {
		return nil, damaged("inconsistent content")
	}
	return c, nil
}

func damaged(why string) *fault.Error {
	return fault.New(fault.Internal, "track.damaged", "the stored track is damaged: "+why)
}

// reader takes numbers off the front of b; once bad it gives zeros.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) fail() {
	r.bad, r.b = true, nil
}

// count is the number of things that follow, of which each takes a byte or more: nothing larger is believed.
func (r *reader) count() int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > uint64(len(r.b)-n) {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		r.fail()
		return 0
	}
	v := r.b[0]
	r.b = r.b[1:]
	return v
}

func (r *reader) segment(s *ColumnSegment) {
	n, pauses := r.count(), r.count()
	last := int64(0)
	for range pauses {
		p := Pause{From: last + r.varint()}
		p.To = p.From + r.varint()
		last = p.To
		s.Pauses = append(s.Pauses, p)
		if r.bad {
			return
		}
	}
	if s.Time = readColumn(r, n, int64(AbsentTime)); s.Time == nil {
		r.fail()
	}
	for _, q := range s.quantities() {
		*q = readColumn(r, n, int32(Absent))
	}
	if (s.Lat == nil) != (s.Lon == nil) {
		r.fail()
	}
}
