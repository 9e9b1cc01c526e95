package trackfile

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/track"
)

// digest says of a track what its device states and what was found in it.
func digest(t *track.Track) string {
	places, hr, power, pauses, paused := 0, 0, 0, 0, int64(0)
	start := "-"
	for _, s := range t.Segments {
		for _, p := range s.Points {
			if p.HasPosition() {
				places++
			}
			if p.HeartRate != track.None {
				hr++
			}
			if p.Power != track.None {
				power++
			}
		}
		for _, p := range s.Pauses {
			pauses++
			paused += p.To - p.From
		}
		start = s.Points[0].At().Format(time.RFC3339)
	}
	sum := t.Totals
	return fmt.Sprintf("%s | %s | %s | %d points from %s, %d places, %d hr, %d power | %d laps | %d pauses, %.0f s | %.0f s, %.0f m, %d kcal | %d warnings",
		t.Sport, t.Device, t.Software, t.Points(), start, places, hr, power, len(t.Laps), pauses, float64(paused)/1e6,
		sum.Timer, sum.Distance, sum.Calories, len(t.Warnings))
}

// checkDigests reads a file and compares.
func checkDigests(t *testing.T, path string, want []string) {
	t.Helper()
	f, gz, ok := FormatOf(path)
	if !ok {
		t.Fatalf("%s has no known extension", path)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	tracks, err := Read(file, f, gz, DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	var got []string
	for _, x := range tracks {
		got = append(got, digest(x))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s: got\n%s\nwant\n%s", filepath.Base(path), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Digests of whole files show any change in what is read; the tests below hold it against what devices say.
func TestRealRecordings(t *testing.T) {
	for name, want := range map[string][]string{
		"compressed-speed-distance.fit": {
			"running | Garmin Forerunner 70 | firmware 2.1 | 755 points from 1990-07-18T06:44:24Z, 0 places, 754 hr, 0 power | 11 laps | 1 pauses, 110 s | 3773 s, 10249 m, 708 kcal | 0 warnings",
		},
		"cross-country-skiing.tcx": {
			"Other | vívoactive HR | Connect Api | 486 points from 2020-12-26T15:14:21Z, 486 places, 486 hr, 0 power | 2 laps | 0 pauses, 0 s | 2401 s, 5692 m, 532 kcal | 0 warnings",
		},
		"garmin-edge810-vector-ride.fit": {
			"cycling | Garmin Edge 810 | firmware 2.7 | 4700 points from 2013-08-16T18:05:10Z, 4700 places, 4671 hr, 4700 power | 8 laps | 0 pauses, 0 s | 4700 s, 41339 m, 1293 kcal | 0 warnings",
		},
		"garmin-fenix2-multisport.fit": {
			"generic | Garmin fenix 2 | firmware 4.4 | 11683 points from 2015-08-29T07:14:44Z, 11683 places, 11680 hr, 0 power | 1 laps | 0 pauses, 0 s | 11738 s, 25072 m, 1370 kcal | 0 warnings",
			"transition | Garmin fenix 2 | firmware 4.4 | 284 points from 2015-08-29T10:30:24Z, 284 places, 275 hr, 0 power | 1 laps | 0 pauses, 0 s | 335 s, 224 m, 29 kcal | 0 warnings",
			"running | Garmin fenix 2 | firmware 4.4 | 2199 points from 2015-08-29T10:36:00Z, 2199 places, 2199 hr, 0 power | 1 laps | 0 pauses, 0 s | 2295 s, 2245 m, 539 kcal | 0 warnings",
			"transition | Garmin fenix 2 | firmware 4.4 | 6 points from 2015-08-29T11:14:16Z, 6 places, 6 hr, 0 power | 1 laps | 0 pauses, 0 s | 4 s, 4 m, 0 kcal | 0 warnings",
			"running | Garmin fenix 2 | firmware 4.4 | 6695 points from 2015-08-29T11:14:21Z, 6695 places, 6695 hr, 0 power | 1 laps | 0 pauses, 0 s | 6764 s, 12740 m, 1390 kcal | 0 warnings",
			"transition | Garmin fenix 2 | firmware 4.4 | 241 points from 2015-08-29T13:07:07Z, 241 places, 241 hr, 0 power | 1 laps | 0 pauses, 0 s | 270 s, 618 m, 53 kcal | 0 warnings",
			"cycling | Garmin fenix 2 | firmware 4.4 | 3131 points from 2015-08-29T13:11:37Z, 3127 places, 3131 hr, 0 power | 1 laps | 0 pauses, 0 s | 3211 s, 28928 m, 698 kcal | 0 warnings",
		},
		"garmin-fenix5-run.fit": {
			"running | Garmin fenix 5 | firmware 4.1 | 21 points from 2017-06-11T14:34:09Z, 21 places, 21 hr, 0 power | 1 laps | 0 pauses, 0 s | 57 s, 158 m, 5 kcal | 0 warnings",
		},
		"garmin-fr935.fit": {
			"swimming | Garmin Forerunner 935 | firmware 8 | 7515 points from 2018-03-24T11:02:35Z, 0 places, 7483 hr, 0 power | 89 laps | 0 pauses, 0 s | 7553 s, 0 m, 221 kcal | 0 warnings",
		},
		"garmin-run.tcx": {
			"Running | Forerunner 410 Software Version 2.20 |  | 384 points from 2012-12-26T21:29:53Z, 383 places, 383 hr, 0 power | 3 laps | 0 pauses, 0 s | 1993 s, 4689 m, 379 kcal | 0 warnings",
		},
		"indoor-trainer.fit": {
			"cycling | Garmin Edge 800 | firmware 2.4 | 2263 points from 2011-11-02T12:54:19Z, 0 places, 2263 hr, 2222 power | 5 laps | 0 pauses, 0 s | 2262 s, 0 m, 379 kcal | 0 warnings",
		},
		"mapmyride-ride.tcx": {
			"Biking |  |  | 3112 points from 2022-11-12T15:58:25Z, 3105 places, 0 hr, 0 power | 1 laps | 0 pauses, 0 s | 3111 s, 15350 m, 457 kcal | 0 warnings",
		},
		"no-heart-rate.tcx": {
			"Running | Forerunner 410 Software Version 2.20 |  | 384 points from 2012-12-26T21:29:53Z, 383 places, 0 hr, 0 power | 3 laps | 0 pauses, 0 s | 1993 s, 4689 m, 379 kcal | 0 warnings",
		},
		"wahoo-elemnt-ride.fit": {
			"cycling | Wahoo Fitness ELEMNT | firmware 204.92 | 13471 points from 2019-02-17T06:26:44Z, 13348 places, 13402 hr, 13346 power | 1 laps | 55 pauses, 10121 s | 13471 s, 78941 m, 1724 kcal | 0 warnings",
		},
	} {
		t.Run(name, func(t *testing.T) { checkDigests(t, filepath.Join("testdata", "recordings", name), want) })
	}
}

// fitModule is the folder of the FIT module, whose recordings must not be copied but may be read where Go keeps it.
func fitModule(t *testing.T) string {
	t.Helper()
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("the FIT module's recordings need the go command to be found, which is not installed")
	}
	out, err := exec.Command(goTool, "list", "-m", "-f", "{{.Dir}}", "github.com/muktihari/fit").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "testdata")
}

func TestRecordingsOfTheFITModule(t *testing.T) {
	dir := fitModule(t)
	for name, want := range map[string][]string{
		"from_garmin_forums/triathlon_summary_first.fit": {
			"swimming/open_water | Garmin Forerunner 255 | firmware 17.02 | 676 points from 2023-09-02T13:15:24Z, 676 places, 1 hr, 0 power | 3 laps | 0 pauses, 0 s | 676 s, 513 m, 143 kcal | 0 warnings",
			"transition | Garmin Forerunner 255 | firmware 17.02 | 156 points from 2023-09-02T13:26:40Z, 156 places, 152 hr, 0 power | 2 laps | 0 pauses, 0 s | 157 s, 132 m, 19 kcal | 0 warnings",
			"cycling | Garmin Forerunner 255 | firmware 17.02 | 1566 points from 2023-09-02T13:29:18Z, 1566 places, 1566 hr, 0 power | 2 laps | 0 pauses, 0 s | 1567 s, 13518 m, 411 kcal | 0 warnings",
			"transition | Garmin Forerunner 255 | firmware 17.02 | 70 points from 2023-09-02T13:55:24Z, 70 places, 70 hr, 0 power | 1 laps | 0 pauses, 0 s | 70 s, 72 m, 18 kcal | 0 warnings",
			"running | Garmin Forerunner 255 | firmware 17.02 | 1575 points from 2023-09-02T13:56:34Z, 1573 places, 1575 hr, 1575 power | 3 laps | 0 pauses, 0 s | 1574 s, 4492 m, 425 kcal | 0 warnings",
		},
		"from_garmin_forums/triathlon_summary_last.fit": {
			"swimming/open_water | Garmin Forerunner 255 | firmware 17.02 | 676 points from 2023-09-02T13:15:24Z, 676 places, 1 hr, 0 power | 3 laps | 0 pauses, 0 s | 676 s, 513 m, 143 kcal | 0 warnings",
			"transition | Garmin Forerunner 255 | firmware 17.02 | 156 points from 2023-09-02T13:26:40Z, 156 places, 152 hr, 0 power | 2 laps | 0 pauses, 0 s | 157 s, 132 m, 19 kcal | 0 warnings",
			"cycling | Garmin Forerunner 255 | firmware 17.02 | 1566 points from 2023-09-02T13:29:18Z, 1566 places, 1566 hr, 0 power | 2 laps | 0 pauses, 0 s | 1567 s, 13518 m, 411 kcal | 0 warnings",
			"transition | Garmin Forerunner 255 | firmware 17.02 | 70 points from 2023-09-02T13:55:24Z, 70 places, 70 hr, 0 power | 1 laps | 0 pauses, 0 s | 70 s, 72 m, 18 kcal | 0 warnings",
			"running | Garmin Forerunner 255 | firmware 17.02 | 1575 points from 2023-09-02T13:56:34Z, 1573 places, 1575 hr, 1575 power | 3 laps | 0 pauses, 0 s | 1574 s, 4492 m, 425 kcal | 0 warnings",
		},
		"from_official_sdk/Activity.fit": {
			"stand_up_paddleboarding | Development FIT Cookbook | firmware 1 | 3601 points from 2021-07-20T21:11:20Z, 3601 places, 3601 hr, 3601 power | 1 laps | 0 pauses, 0 s | 3601 s, NaN m, -1 kcal | 0 warnings",
		},
		"from_official_sdk/ActivityDevFields.fit": {
			"stand_up_paddleboarding | Development FIT Cookbook | firmware 1 | 3601 points from 2022-08-15T17:39:09Z, 3601 places, 3601 hr, 3601 power | 1 laps | 0 pauses, 0 s | 3601 s, NaN m, -1 kcal | 0 warnings",
		},
		"from_official_sdk/HrmPluginTestActivity.fit": {
			"walking | Garmin Forerunner 955 | firmware 11.12 | 310 points from 2022-08-29T18:31:22Z, 309 places, 310 hr, 0 power | 1 laps | 0 pauses, 0 s | 309 s, 60 m, 12 kcal | 0 warnings",
		},
		"from_official_sdk/WithGearChangeData.fit": {
			" | Garmin Edge 1040 |  | 1979 points from 2022-06-22T23:08:37Z, 1 places, 1979 hr, 1979 power | 0 laps | 0 pauses, 0 s | NaN s, NaN m, -1 kcal | 1 warnings",
		},
		"from_official_sdk/activity_developerdata.fit": {
			"cycling/gravel_cycling | Development FIT Cookbook | firmware 1 | 3601 points from 2020-09-04T22:00:04Z, 0 places, 3601 hr, 3601 power | 1 laps | 0 pauses, 0 s | 3601 s, NaN m, -1 kcal | 0 warnings",
		},
		"from_official_sdk/activity_lowbattery.fit": {
			"cycling/road | Garmin Edge 1030 plus | firmware 2.2 | 3976 points from 2020-05-29T13:17:42Z, 0 places, 3976 hr, 3976 power | 4 laps | 0 pauses, 0 s | 3975 s, 28157 m, 548 kcal | 0 warnings",
		},
		"from_official_sdk/activity_multisport.fit": {
			"cycling/mountain | Garmin Forerunner 945 | firmware 4.4 | 55 points from 2020-04-20T19:56:20Z, 0 places, 55 hr, 0 power | 5 laps | 0 pauses, 0 s | 55 s, 0 m, 1 kcal | 0 warnings",
			"running/trail | Garmin Forerunner 945 | firmware 4.4 | 23 points from 2020-04-20T19:57:15Z, 0 places, 23 hr, 0 power | 2 laps | 0 pauses, 0 s | 22 s, 0 m, 1 kcal | 0 warnings",
		},
		"from_official_sdk/activity_poolswim.fit": {
			"swimming/lap_swimming | Development FIT Cookbook | firmware 1 | 24 points from 2021-07-20T21:11:40Z, 0 places, 0 hr, 0 power | 9 laps | 0 pauses, 0 s | 840 s, 457 m, -1 kcal | 0 warnings",
		},
		"from_official_sdk/activity_poolswim_with_hr.fit": {
			"swimming/lap_swimming | Garmin fenix 3 | firmware 7.5 | 3501 points from 2016-08-13T13:10:48Z, 0 places, 3501 hr, 0 power | 38 laps | 1 pauses, 2 s | 3485 s, 1700 m, 138 kcal | 0 warnings",
		},
		"from_official_sdk/activity_truncated.fit": {
			" | Dynastream 1 |  | 14 points from 2012-04-09T21:22:26Z, 0 places, 0 hr, 0 power | 0 laps | 0 pauses, 0 s | NaN s, NaN m, -1 kcal | 1 warnings",
		},
		"big_activity.fit": {
			"cycling/road | Bryton 1901 |  | 99998 points from 2023-09-04T12:55:20Z, 99998 places, 99998 hr, 0 power | 0 laps | 0 pauses, 0 s | NaN s, 32172 m, 12824 kcal | 0 warnings",
		},
		"chained_Activity_activity_poolswim.fit": {
			"stand_up_paddleboarding | Development FIT Cookbook | firmware 1 | 3601 points from 2021-07-20T21:11:20Z, 3601 places, 3601 hr, 3601 power | 1 laps | 0 pauses, 0 s | 3601 s, NaN m, -1 kcal | 0 warnings",
			"swimming/lap_swimming | Development FIT Cookbook | firmware 1 | 24 points from 2021-07-20T21:11:40Z, 0 places, 0 hr, 0 power | 9 laps | 0 pauses, 0 s | 840 s, 457 m, -1 kcal | 0 warnings",
		},
	} {
		t.Run(name, func(t *testing.T) { checkDigests(t, filepath.Join(dir, filepath.FromSlash(name)), want) })
	}
}

// Files of other kinds than activities are refused, with the reason, and nothing else happens.
func TestFITFilesThatAreNoActivity(t *testing.T) {
	dir := fitModule(t)
	for _, name := range []string{
		"from_official_sdk/Settings.fit", "from_official_sdk/MonitoringFile.fit", "from_official_sdk/WeightScaleMultiUser.fit",
		"from_official_sdk/WorkoutRepeatSteps.fit", "TestEncode.fit",
	} {
		t.Run(name, func(t *testing.T) {
			file, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			_, err = Read(file, FIT, false, DefaultLimits())
			wantRefusal(t, err, CodeNoPoints)
		})
	}
}
