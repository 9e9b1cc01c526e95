package web

import (
	"encoding/json"
	"strings"

	"palestra/internal/core/monitor"
)

// rule is one way in which time frames are measured, as a form shows it: numbers with slashes between them.
type rule struct {
	// name is that of the params of a time frame, and of the field.
	name, label, help string
	unit              func(who reader) (symbol string, factor float64)
	// values are in SI units; write puts them into a document of params.
	values func(p *monitor.Params) []float64
	write  func(values []float64) any
}

// inSpeed are km/h or mph: how many m/s one has.
func inSpeed(who reader) (string, float64) {
	return who.print.SpeedUnit(), who.print.MetersPerDistanceUnit() / 3600
}

func plainly(symbol string, factor float64) func(reader) (string, float64) {
	return func(reader) (string, float64) { return symbol, factor }
}

// thresholds is the form in which a document has them.
func thresholds(values []float64) any {
	all := map[string]float64{}
	for i, v := range values {
		all["threshold_"+itoa(int64(i+1))] = v
	}
	return all
}

func list(values []float64) any { return values }

var rules = []rule{
	{"speed_ranges", "monitor.rule_ranges", "monitor.rule_ranges_help", inSpeed, func(p *monitor.Params) []float64 { return p.SpeedRanges }, list},
	{"sprint", "monitor.rule_sprint", "monitor.rule_sprint_help", inSpeed, func(p *monitor.Params) []float64 { return p.Sprint }, thresholds},
	{"hid", "monitor.rule_hid", "monitor.rule_hid_help", inSpeed, func(p *monitor.Params) []float64 { return p.HID }, thresholds},
	{"accelerations", "monitor.accelerations", "monitor.rule_accelerations_help", plainly("m/s²", 1), func(p *monitor.Params) []float64 { return p.Accelerations }, thresholds},
	{"decelerations", "monitor.decelerations", "monitor.rule_decelerations_help", plainly("m/s²", 1), func(p *monitor.Params) []float64 { return p.Decelerations }, thresholds},
	{"hr_zones", "monitor.rule_zones", "monitor.rule_zones_help", plainly("%", 1), func(p *monitor.Params) []float64 { return p.HRZones }, list},
	{"intensity_span", "monitor.rule_span", "monitor.rule_span_help", plainly("min", 60), func(p *monitor.Params) []float64 { return []float64{float64(p.IntensitySpan)} },
		func(values []float64) any { return values[0] }},
}

// text is a rule as somebody reads and writes it: "1 / 4 / 8".
func (u *rule) text(who reader, p *monitor.Params) string {
	_, factor := u.unit(who)
	parts := make([]string, 0, 8)
	for _, v := range u.values(p) {
		parts = append(parts, inputNumber(who, v/factor))
	}
	return strings.Join(parts, " / ")
}

// inputNumber writes a number with as many decimals as it has, at most two, and no sign between thousands.
func inputNumber(who reader, v float64) string {
	text := who.print.Number(v, 2)
	mark := strings.TrimRight(who.print.Number(0.5, 1), "5")
	mark = strings.TrimLeft(mark, "0")
	text = strings.TrimRight(text, "0")
	return strings.TrimSuffix(text, mark)
}

// read takes the numbers of a text, in SI units.
func (u *rule) read(who reader, text string) ([]float64, bool) {
	_, factor := u.unit(who)
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == ';' || r == ' ' || r == '\u00a0' })
	values := make([]float64, 0, len(parts))
	for _, part := range parts {
		v, ok := parseDecimal(part)
		if !ok {
			return nil, false
		}
		values = append(values, v*factor)
	}
	return values, len(values) > 0 && len(values) <= monitor.MaxRanges
}

// ruled is the text of every rule for a document of params, by name; one that can't be read is like none.
func ruled(who reader, document json.RawMessage) map[string]string {
	p, err := monitor.ParseParams(document)
	if err != nil {
		p = monitor.Defaults()
	}
	all := make(map[string]string, len(rules))
	for i := range rules {
		all[rules[i].name] = rules[i].text(who, &p)
	}
	return all
}

// changedRules writes into a document what a form says otherwise than it was shown; the rest stays as it is. bad names the
// first rule that can't be read.
func changedRules(who reader, document json.RawMessage, shown, told map[string]string) (changed json.RawMessage, bad string) {
	members := membersOf(document)
	for i := range rules {
		u := &rules[i]
		if told[u.name] == shown[u.name] {
			continue
		}
		values, ok := u.read(who, told[u.name])
		if !ok {
			return nil, u.name
		}
		members[u.name] = u.write(values)
	}
	return written(members), ""
}

// membersOf takes a document of params apart.
func membersOf(document json.RawMessage) map[string]any {
	members := map[string]any{}
	_ = json.Unmarshal(document, &members) // it was checked when it was stored; an empty one has none
	return members
}

func written(members map[string]any) json.RawMessage {
	b, err := json.Marshal(members)
	if err != nil {
		return json.RawMessage("{}") // numbers, texts and lists of them always have a form
	}
	return b
}
