package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// refusals are what is wrong with a form, in the reader's words: of fields by their names, and of rows.
type refusals struct {
	fields map[string]string
	rows   map[int]string
}

func newRefusals() *refusals { return &refusals{fields: map[string]string{}, rows: map[int]string{}} }

func (f *refusals) any() bool { return len(f.fields)+len(f.rows) > 0 }

// readOccasionForm takes a form apart. Names of athletes come from rows, which are those of the form that was shown.
func readOccasionForm(r *http.Request, shown *occasionForm) (*occasionForm, error) {
	if err := r.ParseForm(); err != nil {
		return nil, errForm(err)
	}
	v := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	f := &occasionForm{name: v("name"), sport: v("sport"), from: v("from"), until: v("until"), pitch: v("pitch"), rules: map[string]string{}}
	for i := range rules {
		f.rules[rules[i].name] = v(rules[i].name)
	}
	known := map[int64]*squadRow{}
	for i := range shown.rows {
		known[shown.rows[i].Athlete] = &shown.rows[i]
	}
	for i := range min(atoi(v("rows")), monitor.MaxArranged) {
		at := "." + itoa(int64(i))
		row := squadRow{
			Frame: number64(v("frame" + at)), Athlete: number64(v("athlete" + at)), Device: number64(v("device" + at)), Chosen: v("on"+at) != "",
			HighestHR: v("hr" + at), Part: v("part" + at), From: v("from" + at), Until: v("until" + at),
		}
		if k := known[row.Athlete]; k != nil {
			row.athleteName, row.Refused = k.athleteName, k.Refused
			f.rows = append(f.rows, row)
		}
	}
	return f, nil
}

// arranger turns a form into an arrangement.
type arranger struct {
	who    reader
	form   *occasionForm
	before map[int64]*monitor.TimeFrame
	// from and until are those of the whole, told as texts at first.
	from, until time.Time
	refusals    *refusals
	// places are the rows of the time frames.
	places []int
}

// arrange makes an arrangement of a form for an occasion, which is empty for a new one. What can't be read is refused in the
// reader's words.
func (f *occasionForm) arrange(who reader, o monitor.Occasion, frames []monitor.TimeFrame) (monitor.Arrangement, *arranger) {
	a := &arranger{who: who, form: f, before: map[int64]*monitor.TimeFrame{}, refusals: newRefusals()}
	for i := range frames {
		a.before[frames[i].ID] = &frames[i]
	}
	t := who.words.T
	first, last := bounds(frames)
	a.from, a.until = a.moment("from", f.from, first), a.moment("until", f.until, last)
	out := monitor.Arrangement{Occasion: a.occasion(o)}
	_, frameSchema := schemasOf(f.sport)
	shown := ruled(who, nil)
	if len(frames) > 0 {
		shown = ruled(who, frames[0].Params)
	}
	for i := range f.rows {
		if f.rows[i].Chosen {
			out.Frames = append(out.Frames, a.frame(i, frameSchema, shown))
			a.places = append(a.places, i)
		}
	}
	a.share(out.Frames)
	if len(out.Frames) == 0 {
		a.refusals.fields["athletes"] = t("monitor.choose_athletes")
	}
	return out, a
}

// share refuses a device that two athletes wear at the same time.
func (a *arranger) share(frames []monitor.TimeFrame) {
	for i := range frames {
		for j := range i {
			one, other := &frames[i], &frames[j]
			if one.Device != 0 && one.Device == other.Device && one.Athlete != other.Athlete && one.From.Before(other.Until) && other.From.Before(one.Until) {
				a.refusals.rows[a.places[i]] = a.who.words.T("monitor.device_shared", a.form.rows[a.places[j]].Name)
			}
		}
	}
}

// moment reads a time of the form; one that is shown as it was stays what it was, to the second.
func (a *arranger) moment(field, text string, was time.Time) time.Time {
	if !was.IsZero() && text == a.who.print.Input(was) {
		return was
	}
	at, ok := localTime(a.who, text)
	if !ok {
		a.refusals.fields[field] = a.who.words.T("monitor.bad_time")
	}
	return at
}

// localTime reads what a datetime-local sends, in the reader's zone.
func localTime(who reader, text string) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil && at.Year() >= 1970 && at.Year() <= 2199 {
			return person.InZone(at, who.print.Zone), true
		}
	}
	return time.Time{}, false
}

// occasion is what the form makes of one; what its document says besides stays.
func (a *arranger) occasion(o monitor.Occasion) monitor.Occasion {
	o.Name = a.form.name
	o.Schema, _ = schemasOf(a.form.sport)
	members := membersOf(o.Document)
	members["sport"] = a.form.sport
	if a.form.pitch != pitchText(o.Document) {
		corners, ok := readPitch(a.form.pitch)
		switch {
		case !ok:
			a.refusals.fields["pitch"] = a.who.words.T("monitor.bad_pitch")
		case corners == nil:
			delete(members, "pitch")
		default:
			members["pitch"] = corners
		}
	}
	o.Document = written(members)
	return o
}

// frame is the time frame of a row.
func (a *arranger) frame(i int, schema int64, shown map[string]string) monitor.TimeFrame {
	row, t := &a.form.rows[i], monitor.TimeFrame{}
	old := a.before[row.Frame]
	if old != nil {
		t = *old
	}
	t.ID, t.Athlete, t.Device, t.Schema, t.From, t.Until = row.Frame, row.Athlete, row.Device, schema, a.from, a.until
	if row.From != "" {
		t.From = a.own(i, row.From, old, func(f *monitor.TimeFrame) time.Time { return f.From })
	}
	if row.Until != "" {
		t.Until = a.own(i, row.Until, old, func(f *monitor.TimeFrame) time.Time { return f.Until })
	}
	base := shown
	if old == nil {
		base = ruled(a.who, nil)
	}
	params, bad := changedRules(a.who, t.Params, base, a.form.rules)
	if bad != "" {
		a.refusals.fields[bad] = a.who.words.T("monitor.bad_rule")
		return t
	}
	t.Params = a.personal(i, params)
	return t
}

// own is a time of a row.
func (a *arranger) own(i int, text string, old *monitor.TimeFrame, of func(*monitor.TimeFrame) time.Time) time.Time {
	if old != nil && text == a.who.print.Input(of(old)) {
		return of(old)
	}
	at, ok := localTime(a.who, text)
	if !ok {
		a.refusals.rows[i] = a.who.words.T("monitor.bad_time")
	}
	return at
}

// personal writes what belongs to the athlete of a row: the highest heart rate, and what the time is called.
func (a *arranger) personal(i int, document json.RawMessage) json.RawMessage {
	row, members := &a.form.rows[i], membersOf(document)
	if row.HighestHR != highestText(a.who, document) {
		v, ok := parseDecimal(row.HighestHR)
		switch {
		case row.HighestHR == "":
			delete(members, "max_hr")
		case !ok || v > monitor.MaxHeartRate || v < monitor.MinHeartRate:
			a.refusals.rows[i] = a.who.words.T("monitor.bad_highest")
		default:
			members["max_hr"] = v
		}
	}
	if row.Part != partOf(document) {
		if members["splitName"] = row.Part; row.Part == "" {
			delete(members, "splitName")
		}
	}
	return written(members)
}

// schemasOf are the ids of the schemas of a sport, of occasions and of time frames; 0 for a sport that has none.
func schemasOf(sport string) (occasion, frame int64) {
	for _, one := range monitor.Schemas() {
		if one.Sport != sport {
			continue
		}
		if one.Type == monitor.SchemaActivity {
			occasion = one.ID
		} else {
			frame = one.ID
		}
	}
	return occasion, frame
}
