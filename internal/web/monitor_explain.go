package web

import (
	"palestra/internal/core/monitor"
)

// explained says where numbers come from.
type explained struct {
	Facts []aboutFact
	// Dropped are the samples that don't count, and why.
	Dropped []aboutFact
	Rules   []aboutFact
}

// aboutFact is a line of it.
type aboutFact struct{ Label, Value string }

var sourceKeys = map[monitor.SourceKind]string{
	monitor.SourceDevice: "monitor.source_device", monitor.SourceGPX: "monitor.source_gpx", monitor.SourceRecorded: "monitor.source_recorded",
	monitor.SourceNone: "monitor.source_none",
}

// explained tells of the version of the rules, the source, what became of every sample, and the rules in use.
func (s *Site) explained(who reader, m *measuredFrame) explained {
	t, x := who.words.T, &m.Result.Explain
	source := t(sourceKeys[x.Source])
	if x.Source == monitor.SourceDevice && m.DeviceName != "" {
		source += " · " + m.DeviceName
	}
	if n := len(x.Activities); n > 0 {
		source += " · " + who.words.N("monitor.activities", n, who.print.Count(n))
	}
	var out explained
	out.Facts = []aboutFact{
		{t("monitor.source"), source},
		{t("monitor.computed_at"), momentText(who, m.At)},
		{t("monitor.version"), who.print.Count(x.FormulaVersion)},
		{t("monitor.received"), who.print.Count(x.Counts.Received)},
		{t("monitor.used"), who.print.Count(x.Counts.Used)},
		{t("monitor.covered"), lasting(who, x.CoveredTime).Value},
	}
	if x.Gaps > 0 {
		out.Facts = append(out.Facts, aboutFact{t("monitor.gaps"), who.words.N("monitor.gaps_of", x.Gaps, who.print.Count(x.Gaps), lasting(who, x.GapTime).Value)})
	}
	highest := t("monitor.unknown")
	if x.Params.MaxHR > 0 {
		highest = who.print.HeartRate(x.Params.MaxHR).String()
	} else if m.Result.AthleteMaxHR > 0 {
		highest = t("monitor.by_age", who.print.HeartRate(m.Result.AthleteMaxHR).String())
	}
	out.Facts = append(out.Facts, aboutFact{t("monitor.highest"), highest})
	for _, p := range x.PassedOver {
		out.Facts = append(out.Facts, aboutFact{t("monitor.passed_over"), t(sourceKeys[p.Source])})
	}
	for _, d := range []struct {
		key string
		n   int
	}{
		{"monitor.drop_outside", x.Counts.Outside}, {"monitor.drop_duplicate", x.Counts.Duplicate}, {"monitor.drop_late", x.Counts.Late},
		{"monitor.drop_position", x.Counts.ImpossiblePosition}, {"monitor.drop_speed", x.Counts.ImpossibleSpeed}, {"monitor.drop_empty", x.Counts.Empty},
		{"monitor.drop_heart", x.Counts.ImpossibleHeartRate},
	} {
		if d.n > 0 {
			out.Dropped = append(out.Dropped, aboutFact{t(d.key), who.print.Count(d.n)})
		}
	}
	for i := range rules {
		symbol, _ := rules[i].unit(who)
		out.Rules = append(out.Rules, aboutFact{t(rules[i].label), rules[i].text(who, &x.Params) + "\u00a0" + symbol})
	}
	return out
}
