package track

import (
	"encoding/binary"
	"math/bits"
)

// A column is a form byte and, unless the form is formAbsent, what the differences start from (varints: the last value,
// and in the trend forms the last difference), the number of planes, and the planes.
//
// A difference is zig-zag coded; in a column with gaps 0 stands for an absent value and all others are one higher. Plane 0
// has the lowest byte of each point, plane 1 the next: bytes of a kind lie together, which compresses better than varints,
// and reading them takes no decision per point.
const (
	formAbsent = iota
	formWhole
	formGaps
	formTrend // differences of differences, for what moves steadily
	formTrendGaps
)

// integer is what columns hold; differences wrap around, which adding them up undoes.
type integer interface{ int32 | int64 }

// shape is how a column is best written.
type shape[T integer] struct {
	form       byte
	last, step T
	planes     int
}

// gap is what is added to a difference so that 0 is free for an absent value.
func (s *shape[T]) gap() uint64 { return gapOf(s.form) }

func gapOf(form byte) uint64 { return uint64(form+1) % 2 }

// shapeOf looks at a column that is not nil: whether it has gaps, and whether it is shorter as differences or as
// differences of differences.
func shapeOf[T integer](column []T, absent T) shape[T] {
	var gaps bool
	var seen int
	var first, last, step, firstStep T
	var plain, trend, plainMost, trendMost uint64
	for _, v := range column {
		if v == absent {
			gaps = true
			continue
		}
		d := v - last
		switch seen {
		case 0:
			first = v
		case 1:
			firstStep, step = d, d
			fallthrough
		default:
			p, t := zigzag(int64(d)), zigzag(int64(d-step))
			plain, trend = plain+uint64(bits.Len64(p)), trend+uint64(bits.Len64(t))
			plainMost, trendMost = max(plainMost, p), max(trendMost, t)
			step = d
		}
		last = v
		seen++
	}
	s := shape[T]{form: formWhole, last: first}
	if trend < plain {
		s = shape[T]{form: formTrend, last: first - firstStep, step: firstStep}
		plainMost = trendMost
	}
	if gaps {
		s.form++
	}
	s.planes = max((bits.Len64(plainMost+s.gap())+7)/8, 1)
	return s
}

// appendColumn writes a column; nil is one that is absent.
func appendColumn[T integer](b []byte, column []T, absent T) []byte {
	if column == nil {
		return append(b, formAbsent)
	}
	s := shapeOf(column, absent)
	b = append(b, s.form)
	b = binary.AppendVarint(b, int64(s.last))
	if s.form >= formTrend {
		b = binary.AppendVarint(b, int64(s.step))
	}
	b = append(b, byte(s.planes))
	n := len(column)
	start := len(b)
	b = append(b, make([]byte, s.planes*n)...)
	planes := b[start:]
	for i, v := range column {
		if v == absent {
			continue
		}
		d := v - s.last
		s.last = v
		if s.form >= formTrend {
			d, s.step = d-s.step, d
		}
		u := zigzag(int64(d)) + s.gap()
		for p := i; p < len(planes); p += n { // all planes of each point: a loop of one length is predicted
			planes[p] = byte(u)
			u >>= 8
		}
	}
	return b
}

// zigzag maps small numbers of either sign to small ones.
func zigzag(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) }

func unzigzag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }

// readColumn takes a column of n points off the front of r, nil when it is absent.
func readColumn[T integer](r *reader, n int, absent T) []T {
	form := r.byte()
	if form == formAbsent || form > formTrendGaps {
		if form != formAbsent {
			r.fail()
		}
		return nil
	}
	last, step := T(r.varint()), T(0)
	if form >= formTrend {
		step = T(r.varint())
	}
	planes := int(r.byte())
	if planes < 1 || planes > 8 || n > len(r.b)/planes {
		r.fail()
		return nil
	}
	out := make([]T, n)
	low, high := r.b[:n], r.b[n:planes*n]
	r.b = r.b[planes*n:]
	gap, trend := gapOf(form), form >= formTrend
	for i, l := range low {
		u := uint64(l)
		if i < len(high) { // two planes or more
			u |= uint64(high[i]) << 8
			for p, shift := i+n, 16; p < len(high); p, shift = p+n, shift+8 {
				u |= uint64(high[p]) << shift
			}
		}
		if u < gap {
			out[i] = absent
			continue
		}
		d := T(unzigzag(u - gap))
		if trend {
			d += step
			step = d
		}
		last += d
		out[i] = last
	}
	return out
}
