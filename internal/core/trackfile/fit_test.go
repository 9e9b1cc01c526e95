package trackfile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/muktihari/fit/kit/hash/crc16"
	"github.com/muktihari/fit/profile/basetype"
	"github.com/muktihari/fit/profile/factory"
	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"
	"github.com/muktihari/fit/profile/untyped/fieldnum"
	"github.com/muktihari/fit/profile/untyped/mesgnum"
	"github.com/muktihari/fit/proto"

	"palestra/internal/core/track"
)

// readFile parses the bytes of a FIT file.
func readFile(t *testing.T, file []byte) []*track.Track {
	t.Helper()
	tracks, err := Read(bytes.NewReader(file), FIT, false, DefaultLimits())
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	return tracks
}

// at is so many seconds after the ride's start.
func at(seconds int) time.Time { return rideStart.Add(time.Duration(seconds) * time.Second) }

// fileID begins every file.
func fileID() proto.Message {
	return mesgdef.NewFileId(nil).SetType(typedef.FileActivity).SetManufacturer(typedef.ManufacturerGarmin).
		SetProduct(uint16(typedef.GarminProductFr935)).SetTimeCreated(rideStart).ToMesg(nil)
}

// sessionOf is a session from a second on for some more.
func sessionOf(sport typedef.Sport, start, elapsed int) proto.Message {
	return mesgdef.NewSession(nil).SetSport(sport).SetStartTime(at(start)).SetTimestamp(at(start + elapsed)).
		SetTotalElapsedTimeScaled(float64(elapsed)).SetTotalTimerTimeScaled(float64(elapsed)).ToMesg(nil)
}

// lapOf is a lap likewise.
func lapOf(start, elapsed int, trigger typedef.LapTrigger) proto.Message {
	return mesgdef.NewLap(nil).SetStartTime(at(start)).SetTimestamp(at(start + elapsed)).SetLapTrigger(trigger).
		SetTotalElapsedTimeScaled(float64(elapsed)).ToMesg(nil)
}

// heartbeats are records without a place, one a second.
func heartbeats(from, to int) []proto.Message {
	var m []proto.Message
	for s := from; s <= to; s++ {
		m = append(m, mesgdef.NewRecord(nil).SetTimestamp(at(s)).SetHeartRate(uint8(100+s%50)).ToMesg(nil))
	}
	return m
}

func TestFITKeepsWhatTheFileSays(t *testing.T) {
	want := ride(50)
	got := readFile(t, fitOf(t, want))[0]
	if got.Sport != "cycling" || got.Device != "Garmin Edge 530" || len(got.Laps) != 1 || len(got.Warnings) != 0 {
		t.Errorf("got sport %q, device %q, %d laps, warnings %v", got.Sport, got.Device, len(got.Laps), got.Warnings)
	}
	if len(got.Segments) != 1 || len(got.Segments[0].Points) != 50 {
		t.Fatalf("got %d segments with %d points", len(got.Segments), got.Points())
	}
	for i, g := range got.Segments[0].Points {
		if w := want.Segments[0].Points[i]; g != w {
			t.Fatalf("point %d: got %+v, want %+v", i, g, w)
		}
	}
	if got.Totals.Start != rideStart.UnixMicro() || got.Totals.Elapsed != 49 || got.Totals.Timer != 49 || got.Totals.Distance != 294.5 {
		t.Errorf("got totals %+v", got.Totals)
	}
}

func TestFITSessionTotals(t *testing.T) {
	session := mesgdef.NewSession(nil).SetStartTime(at(0)).SetTimestamp(at(100)).SetSport(typedef.SportRunning).
		SetSubSport(typedef.SubSportTrail).SetTotalElapsedTimeScaled(100).SetTotalTimerTimeScaled(90).SetTotalDistanceScaled(500).
		SetEnhancedMaxSpeedScaled(5.5).SetTotalAscent(20).SetTotalDescent(30).SetTotalCalories(40).SetAvgHeartRate(140).
		SetMaxHeartRate(170).SetAvgCadence(85).SetMaxCadence(95).SetAvgPower(250).SetMaxPower(400).ToMesg(nil)
	lap := mesgdef.NewLap(nil).SetStartTime(at(0)).SetTimestamp(at(100)).SetLapTrigger(typedef.LapTriggerPositionLap).
		SetTotalElapsedTimeScaled(100).SetTotalTimerTimeScaled(90).SetTotalDistanceScaled(500).SetMaxSpeedScaled(5.5).
		SetTotalAscent(20).SetTotalDescent(30).SetTotalCalories(40).SetAvgHeartRate(140).SetMaxHeartRate(170).
		SetAvgCadence(85).SetMaxCadence(95).SetAvgPower(250).SetMaxPower(400).ToMesg(nil)
	got := readFile(t, encodeFIT(t, fileID(), lap, session))[0]
	want := track.Totals{
		Start: rideStart.UnixMicro(), Elapsed: 100, Timer: 90, Distance: 500, MaxSpeed: 5.5, Ascent: 20, Descent: 30, Calories: 40,
		AvgHeartRate: 140, MaxHeartRate: 170, AvgCadence: 85, MaxCadence: 95, AvgPower: 250, MaxPower: 400,
	}
	if got.Totals != want || got.Sport != "running/trail" || len(got.Segments) != 0 {
		t.Errorf("got sport %q, %d segments, totals %+v, want %+v", got.Sport, len(got.Segments), got.Totals, want)
	}
	wantLap := track.Lap{
		Start: want.Start, Elapsed: 100, Timer: 90, Distance: 500, MaxSpeed: 5.5, Ascent: 20, Descent: 30, Calories: 40,
		AvgHeartRate: 140, MaxHeartRate: 170, AvgCadence: 85, MaxCadence: 95, AvgPower: 250, MaxPower: 400, Trigger: "location",
	}
	if len(got.Laps) != 1 || got.Laps[0] != wantLap {
		t.Errorf("got laps %+v, want %+v", got.Laps, wantLap)
	}
}

func TestFITMultisport(t *testing.T) {
	records := append(heartbeats(0, 9), append(heartbeats(10, 24), heartbeats(25, 60)...)...)
	events := []proto.Message{
		timerMessage(at(0), typedef.EventTypeStart),
		timerMessage(at(3), typedef.EventTypeStop), timerMessage(at(5), typedef.EventTypeStart),
		timerMessage(at(9), typedef.EventTypeStopAll), timerMessage(at(10), typedef.EventTypeStart),
		timerMessage(at(30), typedef.EventTypeStopAll), timerMessage(at(40), typedef.EventTypeStart),
		timerMessage(at(60), typedef.EventTypeStopDisableAll),
	}
	laps := []proto.Message{
		lapOf(0, 9, typedef.LapTriggerSessionEnd), lapOf(10, 15, typedef.LapTriggerManual), lapOf(25, 10, typedef.LapTriggerDistance),
		lapOf(35, 25, typedef.LapTriggerFitnessEquipment),
	}
	sessions := []proto.Message{
		sessionOf(typedef.SportSwimming, 0, 9), sessionOf(typedef.SportTransition, 10, 14), sessionOf(typedef.SportCycling, 25, 35),
	}
	for name, order := range map[string][][]proto.Message{
		"summary last":  {{fileID()}, records, events, laps, sessions},
		"summary first": {{fileID()}, sessions, laps, events, records},
	} {
		var messages []proto.Message
		for _, m := range order {
			messages = append(messages, m...)
		}
		var got []string
		for _, x := range readFile(t, encodeFIT(t, messages...)) {
			triggers := ""
			for _, l := range x.Laps {
				triggers += " " + l.Trigger
			}
			pauses := ""
			for _, p := range x.Segments[0].Pauses {
				pauses += fmt.Sprintf(" %d-%d", (p.From-rideStart.UnixMicro())/1e6, (p.To-rideStart.UnixMicro())/1e6)
			}
			got = append(got, fmt.Sprintf("%s %d points, laps%s, pauses%s", x.Sport, x.Points(), triggers, pauses))
		}
		want := []string{
			"swimming 10 points, laps session_end, pauses 3-5",
			"transition 15 points, laps manual, pauses",
			"cycling 36 points, laps distance , pauses 30-40",
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: got\n%q, want\n%q", name, got, want)
		}
	}
}

func TestFITRecordFields(t *testing.T) {
	record := func(fields ...proto.Field) track.Point {
		m := proto.Message{Num: mesgnum.Record, Fields: append(fields, fieldOf(fieldnum.RecordTimestamp, proto.Uint32(1e9)))}
		return readFile(t, encodeFIT(t, fileID(), m))[0].Segments[0].Points[0]
	}
	if p := record(fieldOf(fieldnum.RecordAltitude, proto.Uint16(2893))); p.Ele != 78.6 {
		t.Errorf("altitude: got %v, want 78.6", p.Ele)
	}
	if p := record(fieldOf(fieldnum.RecordEnhancedAltitude, proto.Uint32(2500*40))); p.HasEle() {
		t.Errorf("altitude of 19.5 km: got %v, want none", p.Ele)
	}
	enhanced := fieldOf(fieldnum.RecordEnhancedSpeed, proto.Uint32(70_000))
	plain := fieldOf(fieldnum.RecordSpeed, proto.Uint16(65_000))
	if p, q := record(enhanced, plain), record(plain, enhanced); p.Speed != 70 || q.Speed != 70 {
		t.Errorf("speeds: got %v and %v, want the enhanced 70", p.Speed, q.Speed)
	}
	if p := record(fieldOf(fieldnum.RecordCadence256, proto.Uint16(90*256+128))); p.Cadence != 90 {
		t.Errorf("cadence256: got %v, want 90", p.Cadence)
	}
	if p := record(fieldOf(fieldnum.RecordPositionLat, proto.Int32(1<<29))); p.HasPosition() || !math.IsNaN(p.Lat) {
		t.Errorf("latitude alone: got %v, %v, want no position", p.Lat, p.Lon)
	}
	if p := record(fieldOf(fieldnum.RecordPower, proto.Uint16(40_000))); p.Power != track.None {
		t.Errorf("power of 40 kW: got %v, want none", p.Power)
	}
}

// fieldOf is a field of a record with a raw value.
func fieldOf(num byte, v proto.Value) proto.Field {
	return factory.CreateField(mesgnum.Record, num).WithValue(v.Any())
}

func TestFITRefusesPlacesAndTimesOutOfRange(t *testing.T) {
	far := mesgdef.NewRecord(nil).SetTimestamp(at(0)).SetPositionLat(1<<30 + 1).SetPositionLong(0).ToMesg(nil)
	_, err := Read(bytes.NewReader(encodeFIT(t, fileID(), far)), FIT, false, DefaultLimits())
	wantRefusal(t, err, CodeInvalid, "latitude", "record 1")
	late := mesgdef.NewRecord(nil).SetTimestamp(time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)).SetHeartRate(1).ToMesg(nil)
	_, err = Read(bytes.NewReader(encodeFIT(t, fileID(), late)), FIT, false, DefaultLimits())
	wantRefusal(t, err, CodeInvalid, "2099")
}

func TestFITDeveloperPower(t *testing.T) {
	describe := func(name string, native byte) proto.Message {
		return mesgdef.NewFieldDescription(nil).SetDeveloperDataIndex(0).SetFieldDefinitionNumber(7).
			SetFitBaseTypeId(basetype.Uint16).SetFieldName([]string{name}).SetNativeMesgNum(typedef.MesgNumRecord).
			SetNativeFieldNum(native).ToMesg(nil)
	}
	record := func(native uint16, developer uint16) proto.Message {
		m := mesgdef.NewRecord(nil).SetTimestamp(at(0)).SetHeartRate(100).SetPower(native).ToMesg(nil)
		m.DeveloperFields = []proto.DeveloperField{{DeveloperDataIndex: 0, Num: 7, Value: proto.Uint16(developer)}}
		return m
	}
	data := mesgdef.NewDeveloperDataId(nil).SetDeveloperDataIndex(0).SetApplicationId(make([]byte, 16)).ToMesg(nil)
	const none = basetype.Uint16Invalid
	for name, c := range map[string]struct {
		description, record proto.Message
		power, hr           int16
	}{
		"overrides the native field": {describe("Watt-o-meter", fieldnum.RecordPower), record(none, 260), 260, 100},
		"by its name":                {describe("Power", basetype.Uint8Invalid), record(none, 260), 260, 100},
		"beside native power":        {describe("Power", fieldnum.RecordPower), record(200, 260), 200, 100},
		"invalid":                    {describe("Power", fieldnum.RecordPower), record(none, none), track.None, 100},
		"something else":             {describe("Form Power", basetype.Uint8Invalid), record(none, 260), track.None, 100},
	} {
		p := readFile(t, encodeFIT(t, fileID(), data, c.description, c.record))[0].Segments[0].Points[0]
		if p.Power != c.power || p.HeartRate != c.hr {
			t.Errorf("%s: got power %d, heart rate %d; want %d, %d", name, p.Power, p.HeartRate, c.power, c.hr)
		}
	}
}

func TestFITCompressedTimestamps(t *testing.T) {
	base := uint32(at(0).Unix() - fitEpoch)
	base -= base % 32
	first := mesgdef.NewRecord(nil).SetTimestamp(time.Unix(int64(base)+fitEpoch+30, 0)).SetHeartRate(99).ToMesg(nil)
	file := encodeFIT(t, fileID(), first)
	body := file[14 : len(file)-2]
	// Local message 1 is a record of a heart rate only; its header carries the low five bits of the time.
	body = append(body, 0x41, 0, 0, 20, 0, 1, fieldnum.RecordHeartRate, 1, byte(basetype.Uint8))
	for _, low := range []byte{31, 0, 2} {
		body = append(body, 0x80|1<<5|low, 100+low)
	}
	points := readFile(t, rawFIT(body))[0].Segments[0].Points
	var got []int64
	for _, p := range points {
		got = append(got, p.Time/1e6-int64(base)-fitEpoch, int64(p.HeartRate))
	}
	if want := []int64{30, 99, 31, 131, 32, 100, 34, 102}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got seconds and heart rates %v, want %v", got, want)
	}
}

// rawFIT wraps messages in a header and a checksum.
func rawFIT(body []byte) []byte {
	head := []byte{12, 0x20, 0, 0, 0, 0, 0, 0, '.', 'F', 'I', 'T'}
	binary.LittleEndian.PutUint32(head[4:], uint32(len(body)))
	file := append(head, body...)
	sum := crc16.New()
	_, _ = sum.Write(file)
	return binary.LittleEndian.AppendUint16(file, sum.Sum16())
}

func TestFITDamage(t *testing.T) {
	whole := fitOf(t, ride(500))
	change := func(f func(b []byte) []byte) []byte { return f(bytes.Clone(whole)) }
	for name, c := range map[string]struct {
		file    []byte
		points  int
		warning string
	}{
		"whole":                       {whole, 500, ""},
		"cut off within the records":  {whole[:len(whole)/2], -1, "cut off"},
		"cut off within the checksum": {whole[:len(whole)-1], 500, "cut off"},
		"checksum of the file":        {change(func(b []byte) []byte { b[len(b)-1] ^= 0xFF; return b }), 500, "checksum"},
		"checksum of the header":      {change(func(b []byte) []byte { b[12] ^= 0xFF; return b }), 500, "checksum"},
		"size never written":          {change(func(b []byte) []byte { copy(b[4:8], "\x00\x00\x00\x00"); return b[:len(b)-2] }), 500, "cut off"},
		"noise behind it":             {change(func(b []byte) []byte { return append(b, "noise behind the file"...) }), 500, "damaged"},
		"unknown message in it": {change(func(b []byte) []byte {
			return append(b[:len(b)*3/4:len(b)*3/4], bytes.Repeat([]byte{0x0E}, 500)...)
		}), -1, "fit file is"},
	} {
		got := readFile(t, c.file)[0]
		if n := got.Points(); n != c.points && (c.points >= 0 || n < 200 || n >= 500) {
			t.Errorf("%s: got %d points", name, n)
		}
		if warnings := fmt.Sprint(got.Warnings); (c.warning == "") != (warnings == "[]") || !bytes.Contains([]byte(warnings), []byte(c.warning)) {
			t.Errorf("%s: got warnings %s, want %q", name, warnings, c.warning)
		}
	}
}

func TestFITRefusals(t *testing.T) {
	whole := fitOf(t, ride(2))
	for name, c := range map[string]struct {
		file []byte
		code string
	}{
		"empty":            {nil, CodeInvalid},
		"text":             {[]byte("<gpx></gpx> and more text"), CodeInvalid},
		"half a header":    {whole[:10], CodeInvalid},
		"header only":      {whole[:14], CodeInvalid},
		"no message whole": {whole[:20], CodeInvalid},
		"only a file id":   {encodeFIT(t, fileID()), CodeNoPoints},
		"an empty session": {encodeFIT(t, fileID(), sessionOf(typedef.SportRunning, 0, 0)), CodeNoPoints},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(bytes.NewReader(c.file), FIT, false, DefaultLimits())
			wantRefusal(t, err, c.code)
		})
	}
}

func TestFITSessionWrittenTwice(t *testing.T) {
	messages := append([]proto.Message{fileID()}, heartbeats(0, 9)...)
	messages = append(messages, sessionOf(typedef.SportRunning, 0, 5), sessionOf(typedef.SportRunning, 0, 9))
	tracks := readFile(t, encodeFIT(t, messages...))
	if len(tracks) != 1 || tracks[0].Totals.Elapsed != 9 || tracks[0].Points() != 10 {
		t.Errorf("got %d tracks, first %+v", len(tracks), tracks[0])
	}
}

func TestFITRecordsOutOfOrderAreSorted(t *testing.T) {
	messages := append([]proto.Message{fileID()}, heartbeats(5, 9)...)
	messages = append(messages, heartbeats(0, 4)...)
	p := readFile(t, encodeFIT(t, messages...))[0].Segments[0].Points
	for i := range p {
		if p[i].Time != at(i).UnixMicro() {
			t.Fatalf("point %d is at %v", i, p[i].At())
		}
	}
}

func TestFITChainedFilesAreOneRecording(t *testing.T) {
	first := encodeFIT(t, append(append([]proto.Message{fileID()}, heartbeats(0, 9)...), sessionOf(typedef.SportRunning, 0, 9))...)
	second := encodeFIT(t, append(append([]proto.Message{fileID()}, heartbeats(20, 24)...), sessionOf(typedef.SportCycling, 20, 4))...)
	tracks := readFile(t, append(first, second...))
	if len(tracks) != 2 || tracks[0].Points() != 10 || tracks[1].Points() != 5 || len(tracks[1].Warnings) != 0 {
		t.Errorf("got %d tracks: %+v", len(tracks), tracks)
	}
}

func TestFITBounds(t *testing.T) {
	many := []proto.Message{fileID()}
	for i := range 10 {
		many = append(many, lapOf(i, 1, typedef.LapTriggerManual))
	}
	_, err := Read(bytes.NewReader(encodeFIT(t, many...)), FIT, false, Limits{MaxSummaries: 9})
	wantRefusal(t, err, CodeInvalid, "more than 9 laps")

	var body []byte
	body = append(body, 0x40, 0, 0, byte(mesgnum.FieldDescription), 0, 1, fieldnum.FieldDescriptionDeveloperDataIndex, 1, byte(basetype.Uint8))
	body = append(body, bytes.Repeat([]byte{0, 0}, maxDescriptions+1)...)
	_, err = Read(bytes.NewReader(rawFIT(body)), FIT, false, DefaultLimits())
	wantRefusal(t, err, CodeInvalid, "developer fields")
}

// Developer fields have whatever type their app chose.
func TestFITDeveloperFieldTypes(t *testing.T) {
	data := mesgdef.NewDeveloperDataId(nil).SetDeveloperDataIndex(0).SetApplicationId(make([]byte, 16)).ToMesg(nil)
	for base, c := range map[basetype.BaseType]struct {
		value proto.Value
		want  int16
	}{
		basetype.Sint8:   {proto.Int8(100), 100},
		basetype.Uint8:   {proto.Uint8(200), 200},
		basetype.Sint16:  {proto.Int16(300), 300},
		basetype.Sint32:  {proto.Int32(400), 400},
		basetype.Uint32:  {proto.Uint32(500), 500},
		basetype.Sint64:  {proto.Int64(600), 600},
		basetype.Uint64:  {proto.Uint64(700), 700},
		basetype.Float32: {proto.Float32(250.9), 250},
		basetype.Float64: {proto.Float64(-1), track.None},
		basetype.String:  {proto.String("250"), track.None},
	} {
		describe := mesgdef.NewFieldDescription(nil).SetDeveloperDataIndex(0).SetFieldDefinitionNumber(1).SetFitBaseTypeId(base).
			SetFieldName([]string{"Power"}).ToMesg(nil)
		record := mesgdef.NewRecord(nil).SetTimestamp(at(0)).SetHeartRate(100).ToMesg(nil)
		record.DeveloperFields = []proto.DeveloperField{{Num: 1, Value: c.value}}
		p := readFile(t, encodeFIT(t, fileID(), data, describe, record))[0].Segments[0].Points[0]
		if p.Power != c.want {
			t.Errorf("%s: got power %d, want %d", base, p.Power, c.want)
		}
	}
}

func TestFITSessionWithoutStart(t *testing.T) {
	session := mesgdef.NewSession(nil).SetTimestamp(at(100)).SetTotalElapsedTimeScaled(60).SetSport(typedef.SportRowing).ToMesg(nil)
	if got := readFile(t, encodeFIT(t, fileID(), session))[0]; got.Totals.Start != at(40).UnixMicro() {
		t.Errorf("got start %d, want %d", got.Totals.Start, at(40).UnixMicro())
	}
}

func TestFITDevices(t *testing.T) {
	id := func(m typedef.Manufacturer, product uint16, name string) proto.Message {
		return mesgdef.NewFileId(nil).SetType(typedef.FileActivity).SetManufacturer(m).SetProduct(product).SetProductName(name).ToMesg(nil)
	}
	for want, m := range map[string]proto.Message{
		"Garmin Forerunner 935":   id(typedef.ManufacturerGarmin, uint16(typedef.GarminProductFr935), ""),
		"Garmin fenix 5x plus":    id(typedef.ManufacturerGarmin, uint16(typedef.GarminProductFenix5xPlus), ""),
		"Garmin Edge 1030":        id(typedef.ManufacturerGarmin, uint16(typedef.GarminProductEdge1030), ""),
		"Garmin 60000":            id(typedef.ManufacturerGarmin, 60000, ""),
		"Wahoo Fitness ELEMNT":    id(typedef.ManufacturerWahooFitness, 28, "ELEMNT"),
		"Suunto Race":             id(typedef.ManufacturerSuunto, 1, "Suunto Race"),
		"Bryton 1901":             id(typedef.ManufacturerBryton, 1901, ""),
		"manufacturer 4242 Thing": id(4242, 1, "Thing"),
	} {
		file := encodeFIT(t, append([]proto.Message{m}, heartbeats(0, 1)...)...)
		if got := readFile(t, file)[0].Device; got != want {
			t.Errorf("got device %q, want %q", got, want)
		}
	}
	info := mesgdef.NewDeviceInfo(nil).SetDeviceIndex(typedef.DeviceIndexCreator).SetSoftwareVersionScaled(5.4).ToMesg(nil)
	file := encodeFIT(t, append([]proto.Message{fileID(), info}, heartbeats(0, 1)...)...)
	if got := readFile(t, file)[0].Software; got != "firmware 5.4" {
		t.Errorf("got software %q", got)
	}
}
