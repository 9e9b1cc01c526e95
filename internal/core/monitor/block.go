package monitor

import (
	"encoding/binary"
	"encoding/json"
	"sync"

	"github.com/klauspost/compress/zstd"

	"palestra/internal/core/fault"
	"palestra/internal/core/track"
)

// Block is what is stored of a device and a stretch of time: samples in order of time, and the members of frames that no
// column has.
type Block struct {
	Samples *Samples
	Extras  []Extra
}

// Extra is what a frame said besides: an object of JSON, kept as it came, with the time of the frame in milliseconds.
type Extra struct {
	Time int64           `json:"t"`
	JSON json.RawMessage `json:"v"`
}

// What a block may hold.
const (
	// MaxBlockSamples is 100 minutes at 10 Hz.
	MaxBlockSamples = 60_000
	// maxExtras bounds the extras of a block before compression.
	maxExtras = 16 << 20
	// maxColumns bounds the columns after compression, far above what samples can take.
	maxColumns = 4 << 20
)

// A block is one byte of format version; the length of the columns and the columns as package track encodes them, in
// the units of Samples; then the extras as JSON in a zstd frame, or nothing.
const blockVersion = 1

var (
	packer = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<18))
		if err != nil {
			panic(err) // only wrong options can fail
		}
		return e
	})
	unpacker = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxExtras))
		if err != nil {
			panic(err)
		}
		return d
	})
)

// Encode makes the stored form. Samples out of order, or with a latitude and no longitude, are fault.Internal, code "monitor.block"; too much for one block is
// fault.TooLarge, code "monitor.block_too_large".
func (b *Block) Encode() ([]byte, error) {
	s := b.Samples
	if !increasing(s.Time) || (s.Lat == nil) != (s.Lon == nil) {
		return nil, fault.New(fault.Internal, "monitor.block", "the samples of a block are out of order, or have half a position")
	}
	times := s.Time
	if times == nil {
		times = []int64{} // frames of extras alone
	}
	c := track.Columns{Segments: []track.ColumnSegment{{
		Time: times, Lat: s.Lat, Lon: s.Lon, Speed: s.Speed, Altitude: s.Altitude, HeartRate: s.HeartRate,
	}}}
	columns, err := c.Encode()
	if err != nil {
		return nil, err
	}
	var extras []byte
	if len(b.Extras) > 0 {
		if extras, err = json.Marshal(b.Extras); err != nil {
			return nil, err
		}
	}
	if s.Len() > MaxBlockSamples || len(extras) > maxExtras {
		return nil, fault.New(fault.TooLarge, "monitor.block_too_large", "there is more than one block can hold")
	}
	out := binary.AppendUvarint([]byte{blockVersion}, uint64(len(columns)))
	out = append(out, columns...)
	if extras != nil {
		out = packer().EncodeAll(extras, out)
	}
	return out, nil
}

// DecodeBlock reads what Encode made. Anything else is fault.Internal, code "monitor.damaged": blocks come from our own
// store. What a block can cost is bounded.
func DecodeBlock(stored []byte) (*Block, error) {
	if len(stored) == 0 || stored[0] != blockVersion {
		return nil, damaged("unknown version", nil)
	}
	size, n := binary.Uvarint(stored[1:])
	if n <= 0 || size > maxColumns || size > uint64(len(stored)-1-n) {
		return nil, damaged("cut off", nil)
	}
	columns, extras := stored[1+n:1+n+int(size)], stored[1+n+int(size):]
	c, err := track.Decode(columns)
	if err != nil {
		return nil, damaged("its columns can't be read", err)
	}
	b, ok := blockOf(c)
	if !ok {
		return nil, damaged("its columns are no samples", nil)
	}
	if len(extras) == 0 {
		return b, nil
	}
	plain, err := unpacker().DecodeAll(extras, nil)
	if err == nil {
		err = json.Unmarshal(plain, &b.Extras)
	}
	if err != nil {
		return nil, damaged("its extras can't be read", err)
	}
	return b, nil
}

// blockOf checks that columns are samples, in order of time.
func blockOf(c *track.Columns) (*Block, bool) {
	if len(c.Segments) != 1 {
		return nil, false
	}
	s := &c.Segments[0]
	foreign := s.Distance != nil || s.Cadence != nil || s.Power != nil || s.Temperature != nil || s.Pauses != nil
	if foreign || s.Len() > MaxBlockSamples || !increasing(s.Time) || (s.Lat == nil) != (s.Lon == nil) {
		return nil, false
	}
	return &Block{Samples: &Samples{
		Time: s.Time, Lat: s.Lat, Lon: s.Lon, Speed: s.Speed, Altitude: s.Altitude, HeartRate: s.HeartRate,
	}}, true
}

func damaged(why string, err error) *fault.Error {
	e := fault.New(fault.Internal, "monitor.damaged", "the stored block is damaged: "+why)
	e.Err = err
	return e
}
