package track

import (
	"encoding/binary"
	"sync"

	"github.com/klauspost/compress/zstd"

	"palestra/internal/core/fault"
)

// A blob is one byte of format version and a zstd frame of this:
//
//	number of segments; of each: number of points, number of pauses,
//	  of each pause its start since the last one's end, and its length, in microseconds
//	  the column of times, then each of quantities()
//
// all in varints of encoding/binary; column.go has the form of a column.
const blobVersion = 1

const (
	// maxRaw bounds a blob before compression: two million points with every quantity.
	maxRaw = 64 << 20
	// maxSegments is beyond any recording: a pause a second for a day.
	maxSegments = 1 << 16
)

var (
	rawBuffers = sync.Pool{New: func() any { return new([]byte) }}
	encoder    = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderCRC(true),
			zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
		if err != nil {
			panic(err) // only wrong options can fail
		}
		return e
	})
)

// giveBack keeps a buffer for the next track, unless this one was so long that few will need as much.
func giveBack(buffer *[]byte) {
	if cap(*buffer) <= 1<<20 {
		rawBuffers.Put(buffer)
	}
}

// Encode makes the stored form; fault.TooLarge, code "track.too_large", beyond 64 MiB before compression or 65 536
// segments. Columns that are not as long as Time, which only a mistake in the program makes, are fault.Internal.
func (c *Columns) Encode() ([]byte, error) {
	buffer := rawBuffers.Get().(*[]byte)
	defer giveBack(buffer)
	raw := binary.AppendUvarint((*buffer)[:0], uint64(len(c.Segments)))
	for i := range c.Segments {
		var err error
		if raw, err = c.Segments[i].append(raw); err != nil {
			return nil, err
		}
	}
	*buffer = raw
	if len(raw) > maxRaw || len(c.Segments) > maxSegments {
		return nil, fault.New(fault.TooLarge, "track.too_large", "the track has too many points to be stored")
	}
	return encoder().EncodeAll(raw, append(make([]byte, 0, 64+len(raw)/2), blobVersion)), nil
}

func (s *ColumnSegment) append(b []byte) ([]byte, error) {
	b = binary.AppendUvarint(b, uint64(s.Len()))
	b = binary.AppendUvarint(b, uint64(len(s.Pauses)))
	last := int64(0)
	for _, p := range s.Pauses {
		b = binary.AppendVarint(b, p.From-last)
		b = binary.AppendVarint(b, p.To-p.From)
		last = p.To
	}
	b = appendColumn(b, s.Time, AbsentTime)
	for _, q := range s.quantities() {
		if *q != nil && len(*q) != s.Len() {
			return nil, fault.New(fault.Internal, "track.columns", "columns of one segment differ in length")
		}
		b = appendColumn(b, *q, Absent)
	}
	return b, nil
}
