package monitor_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

var now = time.UnixMilli(1_700_000_000_000)

func TestAFrameBecomesSamples(t *testing.T) {
	frames, err := monitor.DecodeFrames([]byte(`{
		"gnss": {"timestamp": [1700000000000, 1700000000100], "longitude": [6.6212345, null], "latitude": [46.5212345, null],
			"speed": [5.1323, 120], "altitude": [452.37, 452.4], "hacc": [1, 2]},
		"ecg": {"timestamp": 1700000000050, "hr": 142},
		"pwr": {"timestamp": [1700000000000, 1700000000100], "power": [200, 210]},
		"device": {"timestamp": 1700000000090, "standstill": 0, "Bat_lvl": 90}, "novelty": [1]}`), now)
	if err != nil {
		t.Fatal(err)
	}
	const none = monitor.Absent
	want := &monitor.Samples{
		Time: []int64{1700000000000, 1700000000050, 1700000000100},
		Lat:  []int32{465_212_345, none, none}, Lon: []int32{66_212_345, none, none},
		Speed: []int32{51_323, none, 1_200_000}, Altitude: []int32{45_237, none, 45_240}, HeartRate: []int32{none, 142, none},
	}
	if diff := cmp.Diff(want, frames[0].Samples); diff != "" {
		t.Error(diff)
	}
	if frames[0].Time != 1700000000100 {
		t.Errorf("its time is %d", frames[0].Time)
	}
	extra := `{"device":{"timestamp":1700000000090,"standstill":0,"Bat_lvl":90},"gnss":{"hacc":[1,2],"timestamp":[1700000000000,1700000000100]},` +
		`"novelty":[1],"pwr":{"timestamp":[1700000000000,1700000000100],"power":[200,210]}}`
	if string(frames[0].Extra) != extra {
		t.Errorf("besides it has %s", frames[0].Extra)
	}
}

func TestFramesOutOfOrderWithinThemselvesAreSorted(t *testing.T) {
	frames, err := monitor.DecodeFrames([]byte(`[{"gnss":{"timestamp":[200,100,200],"speed":[2,1,9]}}]`), now)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&monitor.Samples{Time: []int64{100, 200}, Speed: []int32{10_000, 20_000}}, frames[0].Samples); diff != "" {
		t.Error(diff)
	}
}

func TestBadFramesAreRefusedByName(t *testing.T) {
	good := `{"gnss":{"timestamp":[1],"speed":[1]}}`
	for body, want := range map[string]string{
		``:          "frame.json: ",
		`7`:         "frame.json: ",
		`[` + good:  "frame.json: ",
		`[7]`:       "frame.json: frame 1: is no object",
		`{}`:        "frame.no_time: frame 1: has no timestamp",
		`{"x":{}}`:  "frame.no_time: frame 1: has no timestamp",
		`{"ecg":3}`: "frame.json: frame 1: ecg is no object",
		`[` + good + `,{"gnss":{"timestamp":[1,2],"speed":[1]}}]`:                         "frame.length: frame 2: gnss.speed has 1 values for 2 timestamps",
		`{"ecg":{"timestamp":[1,2],"hr":90}}`:                                             "frame.length: frame 1: ecg.hr has 1 values for 2 timestamps",
		`{"pwr":{"timestamp":[1,2],"power":[1,2,3]}}`:                                     "frame.length: frame 1: pwr.power has 3 values for 2 timestamps",
		`{"gnss":{"speed":[1]}}`:                                                          "frame.no_time: frame 1: gnss has no timestamp",
		`{"gnss":{"timestamp":null,"speed":[1]}}`:                                         "frame.no_time: frame 1: gnss has no timestamp",
		`{"gnss":{"timestamp":[null],"speed":[1]}}`:                                       "frame.time: frame 1: gnss.timestamp has NaN",
		`{"gnss":{"timestamp":[1.5],"speed":[1]}}`:                                        "frame.time: frame 1: gnss.timestamp has 1.5",
		`{"gnss":{"timestamp":[-1],"speed":[1]}}`:                                         "frame.time: frame 1: gnss.timestamp has -1",
		`{"gnss":{"timestamp":"1","speed":[1]}}`:                                          "frame.time: frame 1: gnss.timestamp is neither a number",
		`{"gnss":{"timestamp":[1e30],"speed":[1]}}`:                                       "frame.time: frame 1: gnss.timestamp has 1e+30",
		`{"gnss":{"timestamp":[1],"speed":[NaN]}}`:                                        "frame.json: ",
		`{"gnss":{"timestamp":[1],"speed":["NaN"]}}`:                                      "frame.json: frame 1: gnss.speed is neither a number",
		`{"gnss":{"timestamp":[1],"speed":[1e999]}}`:                                      "frame.json: frame 1: gnss.speed is neither a number",
		`{"gnss":{"timestamp":[1],"latitude":[1]}}`:                                       "frame.position: frame 1: gnss has a latitude without",
		`{"gnss":{"timestamp":[1700000300001],"speed":[1]}}`:                              "frame.ahead: frame 1: gnss.timestamp has 1700000300001, which is more than 5m0s ahead",
		`{"gnss":{"timestamp":[1` + strings.Repeat(",1", monitor.MaxFrameSamples) + `]}}`: "frame.too_many: frame 1: gnss has 1001 samples",
		`[` + good + strings.Repeat(","+good, monitor.MaxFrames) + `]`:                    "frame.too_many: 3601 frames",
	} {
		_, err := monitor.DecodeFrames([]byte(body), now)
		got := ""
		if err != nil {
			got = fault.CodeOf(err) + ": " + err.Error()
			kind := fault.Invalid
			if strings.HasPrefix(want, "frame.too_many") {
				kind = fault.TooLarge
			}
			if !fault.Is(err, kind) {
				t.Errorf("%.80s: %v", body, fault.KindOf(err))
			}
		}
		if err == nil || !strings.HasPrefix(got, want) {
			t.Errorf("%.80s\n got %s\nwant %s", body, got, want)
		}
	}
}

func TestAMillionSamplesInARequestAreTooMany(t *testing.T) {
	times := "1" + strings.Repeat(",2", 999)
	frame := fmt.Sprintf(`{"gnss":{"timestamp":[%s],"speed":[%s]}}`, times, times)
	var distinct []string
	for i := range 1000 {
		distinct = append(distinct, fmt.Sprint(i+1))
	}
	frame = strings.ReplaceAll(frame, times, strings.Join(distinct, ","))
	if _, err := monitor.DecodeFrames([]byte("["+frame+strings.Repeat(","+frame, 99)+"]"), now); fault.CodeOf(err) != "frame.too_many" {
		t.Errorf("got %v", err)
	}
}

func FuzzDecodeFrames(f *testing.F) {
	f.Add([]byte(`{"gnss":{"timestamp":[1,2],"speed":[1,null],"latitude":[1,2],"longitude":[3,4]},"ecg":{"timestamp":1,"hr":90},"device":{"x":1}}`))
	f.Add([]byte(`[{"pwr":{"timestamp":[1],"power":[1]}}]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		frames, err := monitor.DecodeFrames(body, now)
		if err != nil {
			return
		}
		for _, frame := range frames {
			b := monitor.Block{Samples: frame.Samples}
			if frame.Extra != nil {
				b.Extras = []monitor.Extra{{Time: frame.Time, JSON: frame.Extra}}
			}
			blob, err := b.Encode()
			if err != nil {
				t.Fatal(err)
			}
			again, err := monitor.DecodeBlock(blob)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(frame.Samples.Time, again.Samples.Time); diff != "" && len(frame.Samples.Time) > 0 {
				t.Fatal(diff)
			}
			if frame.Extra != nil && !json.Valid(again.Extras[0].JSON) {
				t.Fatalf("%s", again.Extras[0].JSON)
			}
		}
	})
}
