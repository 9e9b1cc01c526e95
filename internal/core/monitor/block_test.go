package monitor_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

func encode(t testing.TB, b *monitor.Block) []byte {
	t.Helper()
	blob, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return blob
}

func TestASampleTakesTwelveBytesAtMost(t *testing.T) {
	for _, minutes := range []int{1, 10, 90} {
		s := match(1, minutes*600)
		size := float64(len(encode(t, &monitor.Block{Samples: s}))) / float64(s.Len())
		t.Logf("%d minutes: %.2f bytes a sample", minutes, size)
		if size > 12 {
			t.Errorf("%d minutes take %.1f bytes a sample", minutes, size)
		}
	}
}

func TestABlockComesBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := &monitor.Block{Samples: monitor.Sorted(unordered(t, "samples"))}
		for range rapid.IntRange(0, 3).Draw(t, "extras") {
			level := rapid.IntRange(0, 100).Draw(t, "battery")
			document, err := json.Marshal(map[string]int{"Bat_lvl": level})
			if err != nil {
				t.Fatal(err)
			}
			want.Extras = append(want.Extras, monitor.Extra{Time: kickoff, JSON: document})
		}
		blob, err := want.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := monitor.DecodeBlock(blob)
		if err != nil {
			t.Fatal(err)
		}
		if got.Samples.Len() == 0 {
			got.Samples, want.Samples = nil, nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestDamagedBlocksAreRefused(t *testing.T) {
	blob := encode(t, &monitor.Block{Samples: match(1, 100), Extras: []monitor.Extra{{Time: 1, JSON: json.RawMessage(`{}`)}}})
	flipped := bytes.Clone(blob)
	flipped[len(blob)/2] ^= 1
	for name, b := range map[string][]byte{
		"empty": nil, "version": append([]byte{9}, blob[1:]...), "head": blob[:1], "half": blob[:len(blob)/2],
		"tail": blob[:len(blob)-3], "one bit": flipped, "garbage": []byte("\x01\x03hello"), "long": append(bytes.Clone(blob), 1),
	} {
		if _, err := monitor.DecodeBlock(b); fault.CodeOf(err) != "monitor.damaged" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsNoBlockIsNotStored(t *testing.T) {
	for name, c := range map[string]struct {
		s    *monitor.Samples
		kind fault.Kind
	}{
		"out of order":    {&monitor.Samples{Time: []int64{2, 1}}, fault.Internal},
		"twice":           {&monitor.Samples{Time: []int64{1, 1}}, fault.Internal},
		"half a position": {&monitor.Samples{Time: []int64{1}, Lat: []int32{1}}, fault.Internal},
		"too long":        {speeds(1, make([]float64, monitor.MaxBlockSamples+1)...), fault.TooLarge},
	} {
		if _, err := (&monitor.Block{Samples: c.s}).Encode(); err == nil || !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDecodeBlock(f *testing.F) {
	f.Add(encode(f, &monitor.Block{Samples: match(1, 20)}))
	f.Add(encode(f, &monitor.Block{Samples: match(2, 3), Extras: []monitor.Extra{{Time: 1, JSON: json.RawMessage(`{"a":1}`)}}}))
	f.Fuzz(func(t *testing.T, blob []byte) {
		b, err := monitor.DecodeBlock(blob)
		if err != nil {
			return
		}
		r := measure(t, hour(), b.Samples)
		if r.TotalDistance < 0 {
			t.Fatalf("%v m", r.TotalDistance)
		}
	})
}

func BenchmarkEncodeTenMinutes(b *testing.B) {
	block := &monitor.Block{Samples: match(1, 6000)}
	for b.Loop() {
		encode(b, block)
	}
}

func BenchmarkDecodeMatch(b *testing.B) {
	blob := encode(b, &monitor.Block{Samples: match(1, 54_000)})
	for b.Loop() {
		if _, err := monitor.DecodeBlock(blob); err != nil {
			b.Fatal(err)
		}
	}
}
