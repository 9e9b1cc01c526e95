package track

import (
	"runtime"
	"testing"
)

// FuzzDecode feeds the reader behind the decompression, where hostile numbers would get to.
func FuzzDecode(f *testing.F) {
	s := ColumnSegment{Time: []int64{1, 2, AbsentTime}, Lat: []int32{1, 2, Absent}, Lon: []int32{3, 4, 5}, Pauses: []Pause{{1, 2}}}
	raw, err := s.append([]byte{1})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte("\x01\xff\xff\xff\xff\x07"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		blob := encoder().EncodeAll(raw, []byte{blobVersion})
		c, err := Decode(blob)
		if err != nil {
			return
		}
		for i := range c.Segments {
			s := &c.Segments[i]
			for _, q := range s.quantities() {
				if *q != nil && len(*q) != s.Len() {
					t.Fatalf("a column of %d values among %d points", len(*q), s.Len())
				}
			}
			s.Restore()
		}
	})
}

// A frame of a few kilobytes that holds more than any track must not get the memory.
func TestABombIsNotUnpacked(t *testing.T) {
	bomb := encoder().EncodeAll(make([]byte, maxRaw+1), []byte{blobVersion})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Decode(bomb); err == nil {
		t.Error("it was accepted")
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 2*maxRaw {
		t.Errorf("a bomb of %d bytes took %d bytes", len(bomb), got)
	}
}
