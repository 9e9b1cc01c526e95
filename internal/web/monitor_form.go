package web

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"palestra/internal/core/listing"
	"palestra/internal/core/monitor"
)

// occasionForm is what the form of an occasion says.
type occasionForm struct {
	name, sport, from, until, pitch string
	rows                            []squadRow
	rules                           map[string]string
}

// squadRow is an athlete in it, with what one time frame of theirs is measured by. Texts are as they stand in the form.
type squadRow struct {
	// Frame is 0 for one that is to be made.
	Frame, Athlete, Device       int64
	Chosen                       bool
	HighestHR, Part, From, Until string
	athleteName
	Devices []option
	Error   string
	// Refused tells why nothing can be measured, "" when it can.
	Refused string
	// Apart tells that this one has something of its own, which is then shown.
	Apart bool
}

// occasionFormPage is the page of it.
type occasionFormPage struct {
	Head                 *occasionHead
	Title                string
	Notice               *notice
	Action, Back, Delete string
	Fields               []field
	Rules                []field
	// RulesOpen shows the rules, which otherwise unfold.
	RulesOpen bool
	Rows      []squadRow
	RowError  string
	// NoDevices tells that there is none to choose from.
	NoDevices bool
}

// squad lists the athletes that a coach reads now as rows, by name, with the devices they wore last.
func (s *Site) squad(r *http.Request, who reader) ([]squadRow, error) {
	ctx := r.Context()
	athletes, err := s.deps.Monitor.Athletes(ctx, who.viewer, monitor.AthleteFilter{Paging: monitor.Paging{Limit: monitor.MaxArranged}})
	if err != nil {
		return nil, err
	}
	writable, err := s.writable(r, who)
	if err != nil {
		return nil, err
	}
	rows := make([]squadRow, 0, len(athletes.Rows))
	for i := range athletes.Rows {
		p := &athletes.Rows[i].Person
		row := squadRow{Athlete: p.ID, athleteName: s.athleteNamed(p)}
		if !slices.Contains(writable, p.ID) {
			row.Refused = who.words.T("monitor.no_write")
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b squadRow) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Athlete, b.Athlete)) })
	return rows, nil
}

// lastWorn is the device of each athlete's latest time frame, and the highest heart rate it was measured by.
func (s *Site) lastWorn(r *http.Request, who reader, rows []squadRow) error {
	const looked = 300
	page, err := s.deps.Monitor.TimeFrames(r.Context(), who.viewer, monitor.TimeFrameFilter{
		Order: []listing.Key{{Field: "start_time", Descending: true}}, Paging: monitor.Paging{Limit: looked},
	})
	if err != nil {
		return err
	}
	for i := range rows {
		for j := range page.Rows {
			if f := &page.Rows[j]; f.Athlete == rows[i].Athlete {
				rows[i].Device, rows[i].HighestHR = f.Device, highestText(who, f.Params)
				break
			}
		}
	}
	return nil
}

func highestText(who reader, document json.RawMessage) string {
	p, err := monitor.ParseParams(document)
	if err != nil || p.MaxHR == 0 {
		return ""
	}
	return inputNumber(who, p.MaxHR)
}

// newForm is an empty one: the next full hour, for 90 minutes.
func (s *Site) newForm(r *http.Request, who reader) (*occasionForm, error) {
	from := s.deps.Now().Truncate(time.Hour).Add(time.Hour)
	f := &occasionForm{sport: monitoredSports[0].name, from: who.print.Input(from), until: who.print.Input(from.Add(90 * time.Minute)), rules: ruled(who, nil)}
	var err error
	if f.rows, err = s.squad(r, who); err == nil {
		err = s.lastWorn(r, who, f.rows)
	}
	return f, err
}

// formOf is the form of an occasion that is there: its time frames, and after them the others of the squad.
func (s *Site) formOf(r *http.Request, who reader, o *monitor.Occasion, frames []monitor.TimeFrame) (*occasionForm, error) {
	from, until := bounds(frames)
	f := &occasionForm{name: o.Name, sport: occasionSport(o.Schema).name, pitch: pitchText(o.Document), rules: ruled(who, nil)}
	if !from.IsZero() {
		f.from, f.until = who.print.Input(from), who.print.Input(until)
		f.rules = ruled(who, frames[0].Params)
	}
	others, err := s.squad(r, who)
	if err != nil {
		return nil, err
	}
	for i := range frames {
		t := &frames[i]
		row, err := s.rowOf(r, who, others, t.Athlete)
		if err != nil {
			return nil, err
		}
		row.Frame, row.Device, row.Chosen, row.HighestHR = t.ID, t.Device, true, highestText(who, t.Params)
		row.Part = partOf(t.Params)
		if !t.From.Equal(from) || !t.Until.Equal(until) {
			row.From, row.Until = who.print.Input(t.From), who.print.Input(t.Until)
		}
		f.rows = append(f.rows, row)
	}
	slices.SortStableFunc(f.rows, func(a, b squadRow) int { return cmp.Compare(a.Name, b.Name) })
	there := map[int64]bool{}
	for i := range frames {
		there[frames[i].Athlete] = true
	}
	for _, row := range others {
		if !there[row.Athlete] {
			f.rows = append(f.rows, row)
		}
	}
	return f, nil
}

// rowOf is the row of somebody, who may be none of the squad any more.
func (s *Site) rowOf(r *http.Request, who reader, squad []squadRow, athlete int64) (squadRow, error) {
	for _, row := range squad {
		if row.Athlete == athlete {
			row.Refused = ""
			return row, nil
		}
	}
	name, err := s.athleteName(r, who, athlete)
	return squadRow{Athlete: athlete, athleteName: name}, err
}

// partOf is what a time frame is called, such as the first half.
func partOf(document json.RawMessage) string {
	var p struct {
		Part string `json:"splitName"`
	}
	_ = json.Unmarshal(document, &p) // it was checked when it was stored
	return p.Part
}

// everyone chooses all who may be.
func (f *occasionForm) everyone() {
	for i := range f.rows {
		f.rows[i].Chosen = f.rows[i].Chosen || f.rows[i].Refused == ""
	}
}

// handOut gives each chosen athlete without a device the next that nobody of the others has.
func (f *occasionForm) handOut(devices []monitor.Tracker) {
	taken := map[int64]bool{}
	for i := range f.rows {
		if f.rows[i].Chosen {
			taken[f.rows[i].Device] = true
		}
	}
	next := 0
	for i := range f.rows {
		row := &f.rows[i]
		if !row.Chosen || row.Device != 0 {
			continue
		}
		for next < len(devices) && taken[devices[next].ID] {
			next++
		}
		if next == len(devices) {
			return
		}
		row.Device = devices[next].ID
		next++
	}
}

// again adds another time frame of the athlete of a row, below it.
func (f *occasionForm) again(row int) {
	if row < 0 || row >= len(f.rows) || len(f.rows) >= monitor.MaxArranged {
		return
	}
	next := f.rows[row]
	next.Frame, next.Part, next.Error, next.Apart = 0, "", "", true
	f.rows[row].Chosen, next.Chosen = true, true
	f.rows[row].Apart = true
	f.rows = slices.Insert(f.rows, row+1, next)
}

// currentDevices are those that the reader holds now.
func (s *Site) currentDevices(r *http.Request, who reader) ([]monitor.Tracker, error) {
	page, err := s.deps.Monitor.Trackers(r.Context(), who.viewer, monitor.TrackerFilter{Current: true})
	return page.Rows, err
}

// deviceOptions are the devices to choose from, with the one that a row has though it isn't held any more.
func deviceOptions(who reader, devices []monitor.Tracker, chosen int64) []option {
	all := []option{{Label: who.words.T("monitor.no_device"), Selected: chosen == 0, Value: "0"}}
	found := chosen == 0
	for i := range devices {
		d := &devices[i]
		all = append(all, option{itoa(d.ID), deviceName(d), d.ID == chosen})
		found = found || d.ID == chosen
	}
	if !found {
		all = append(all, option{itoa(chosen), who.words.T("monitor.device_gone"), true})
	}
	return all
}
