package insiders

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"palestra/internal/api/wire"
	"palestra/internal/core/monitor"
)

// extraMembers are what frames said besides, as members to append to a row, by the row's place. What came with no sample of
// its own goes to the sample before.
func extraMembers(p *monitor.RawPage) map[int]map[string]json.RawMessage {
	rows := map[int]map[string]json.RawMessage{}
	at := 0
	for _, e := range p.Extras {
		for at+1 < p.Samples.Len() && p.Samples.Time[at+1] <= e.Time {
			at++
		}
		var groups map[string]json.RawMessage
		if json.Unmarshal(e.JSON, &groups) != nil {
			continue // it was checked when it came
		}
		if rows[at] == nil {
			rows[at] = map[string]json.RawMessage{}
		}
		for name, value := range groups {
			flatten(rows[at], name, value)
		}
	}
	return rows
}

// flatten writes an object's members as "name.member". The times of gnss and ecg are those of the rows.
func flatten(into map[string]json.RawMessage, name string, value json.RawMessage) {
	var inner map[string]json.RawMessage
	if len(value) == 0 || value[0] != '{' || json.Unmarshal(value, &inner) != nil {
		into[name] = value
		return
	}
	for member, v := range inner {
		if member != "timestamp" || name != "gnss" && name != "ecg" {
			into[name+"."+member] = v
		}
	}
}

// rawColumns are the quantities of the receiver, in the order of a row.
func rawColumns(s *monitor.Samples) []rawColumn {
	return []rawColumn{
		{`,"gnss.longitude":`, s.Lon, 7}, {`,"gnss.latitude":`, s.Lat, 7}, {`,"gnss.speed":`, s.Speed, 4}, {`,"gnss.altitude":`, s.Altitude, 2},
	}
}

type rawColumn struct {
	name     string
	values   []int32
	decimals int
}

// appendRows writes samples one by one, each with the quantities that it has.
func appendRows(b []byte, s *monitor.Samples, extras map[int]map[string]json.RawMessage) []byte {
	columns := rawColumns(s)
	for i, t := range s.Time {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"gnss.timestamp":`...)
		stamped := len(b)
		b = strconv.AppendInt(b, t, 10)
		end := len(b)
		for k := range columns {
			c := &columns[k]
			if c.values == nil || c.values[i] == monitor.Absent {
				continue
			}
			b = append(b, c.name...)
			b = wire.AppendFixed(b, int64(c.values[i]), c.decimals)
		}
		if s.HeartRate != nil && s.HeartRate[i] != monitor.Absent {
			if len(b) == end { // of the heart alone
				b = append(b[:stamped-len(`"gnss.timestamp":`)], `"ecg.timestamp":`...)
			} else {
				b = append(b, `,"ecg.timestamp":`...)
			}
			b = strconv.AppendInt(b, t, 10)
			b = append(b, `,"ecg.hr":`...)
			b = strconv.AppendInt(b, int64(s.HeartRate[i]), 10)
		}
		b = appendExtra(b, extras[i])
		b = append(b, '}')
	}
	return b
}

// appendExtra writes further members of a row by name.
func appendExtra(b []byte, members map[string]json.RawMessage) []byte {
	for _, name := range slices.Sorted(maps.Keys(members)) {
		b = wire.AppendString(append(b, ','), name)
		b = append(append(b, ':'), members[name]...)
	}
	return b
}
