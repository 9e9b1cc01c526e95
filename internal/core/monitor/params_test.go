package monitor_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

func TestParamsAreReadOverTheDefaults(t *testing.T) {
	for document, change := range map[string]func(*monitor.Params){
		``:                                      func(*monitor.Params) {},
		`null`:                                  func(*monitor.Params) {},
		`{"splitName":"first half","max_hr":0}`: func(*monitor.Params) {},
		`{"max_hr":185}`:                        func(p *monitor.Params) { p.MaxHR = 185 },
		`{"accelerations":{"threshold_1":2.5}}`: func(p *monitor.Params) { p.Accelerations = []float64{2.5, 3} },
		`{"accelerations":{"threshold_1":4}}`:   func(p *monitor.Params) { p.Accelerations = []float64{4} },
		`{"decelerations":{"threshold_2":4,"threshold_3":5}}`:              func(p *monitor.Params) { p.Decelerations = []float64{2, 4, 5} },
		`{"sprint":{"threshold_1":6,"threshold_2":7},"intensity_span":60}`: func(p *monitor.Params) { p.Sprint, p.IntensitySpan = []float64{6, 7}, 60 },
		`{"speed_ranges":[0,2,4]}`:                                         func(p *monitor.Params) { p.SpeedRanges = []float64{2, 4} },
		`{"speed_ranges":[]}`:                                              func(p *monitor.Params) { p.SpeedRanges = []float64{} },
		`{"hr_zones":[0,85,100]}`:                                          func(p *monitor.Params) { p.HRZones = []float64{0, 85, 100} },
	} {
		want := monitor.Defaults()
		change(&want)
		got, err := monitor.ParseParams([]byte(document))
		if err != nil {
			t.Errorf("%s: %v", document, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", document, diff)
		}
	}
}

func TestBadParamsAreNamed(t *testing.T) {
	for document, field := range map[string]string{
		`[]`:                                        "params",
		`{"max_hr":"high"}`:                         "max_hr",
		`{"max_hr":-1}`:                             "max_hr",
		`{"max_hr":251}`:                            "max_hr",
		`{"accelerations":{"threshold_1":-2}}`:      "accelerations.threshold_1",
		`{"accelerations":{"threshold_1":0}}`:       "accelerations.threshold_1",
		`{"accelerations":{"threshold_1":51}}`:      "accelerations.threshold_1",
		`{"hid":{"threshold_1":5,"threshold_2":5}}`: "hid.threshold_2",
		`{"sprint":{"threshold_3":7}}`:              "sprint.threshold_3",
		`{"sprint":{"threshold_0":7}}`:              "sprint",
		`{"sprint":{"threshold_10":7}}`:             "sprint",
		`{"speed_ranges":[4,2]}`:                    "speed_ranges",
		`{"speed_ranges":[-1,2]}`:                   "speed_ranges",
		`{"speed_ranges":[56]}`:                     "speed_ranges",
		`{"hr_zones":[50,100]}`:                     "hr_zones",
		`{"hr_zones":[0,90]}`:                       "hr_zones",
		`{"hr_zones":[]}`:                           "hr_zones",
		`{"hr_zones":[0,60,60,100]}`:                "hr_zones",
		`{"intensity_span":0}`:                      "intensity_span",
		`{"intensity_span":1.5}`:                    "intensity_span",
		`{"intensity_span":1e9}`:                    "intensity_span",
	} {
		_, err := monitor.ParseParams([]byte(document))
		var e *fault.Error
		if !errors.As(err, &e) || e.Kind != fault.Invalid || len(e.Fields) == 0 || e.Fields[0].Name != field {
			t.Errorf("%s: %v", document, err)
		}
	}
}

func TestTheHighestHeartRateIsGivenOrByAge(t *testing.T) {
	born := time.Date(2000, 6, 15, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		given float64
		born  time.Time
		day   string
		want  float64
	}{
		{185, born, "2026-06-15", 185}, {0, born, "2026-06-15", 194}, {0, born, "2026-06-14", 195},
		{0, time.Time{}, "2026-06-14", 0}, {0, born, "1999-01-01", 0}, {0, time.Date(1700, 1, 1, 0, 0, 0, 0, time.UTC), "2026-01-01", 0},
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		p := monitor.Params{MaxHR: c.given}
		if got := p.HighestHR(c.born, day); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
