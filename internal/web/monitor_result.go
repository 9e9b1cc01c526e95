package web

import (
	"net/http"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// measured is a time frame with whose it is and what it adds up to.
type measuredFrame struct {
	monitor.TimeFrame
	athleteName
	// Part is what the time is called, "" for nothing; DeviceName is "" for none.
	Part, DeviceName string
	// Readable tells that the athlete still lets the reader see it.
	Readable bool
	// At is when it was measured; Result is nil until then, and when it isn't readable.
	At     time.Time
	Result *monitor.Result
}

// computing tells that numbers are on their way: the time has begun, and nothing is there yet.
func (m *measuredFrame) computing(now time.Time) bool {
	return m.Readable && m.Result == nil && !m.From.After(now)
}

// measuredFrames are the time frames of an occasion, with their results as far as the reader may see them.
func (s *Site) measuredFrames(r *http.Request, who reader, frames []monitor.TimeFrame) ([]measuredFrame, error) {
	if len(frames) == 0 {
		return nil, nil
	}
	ctx, occasion := r.Context(), frames[0].Occasion
	readable, err := s.deps.Monitor.ReadableTimeFrames(ctx, who.viewer, occasion)
	if err != nil {
		return nil, err
	}
	computed, err := s.deps.Monitor.OccasionComputed(ctx, who.viewer, occasion)
	if err != nil {
		return nil, err
	}
	devices, err := s.deps.Monitor.Trackers(ctx, who.viewer, monitor.TrackerFilter{})
	if err != nil {
		return nil, err
	}
	may, results, names := map[int64]bool{}, map[int64]*monitor.Computed{}, map[int64]string{}
	for i := range readable {
		may[readable[i].ID] = true
	}
	for i := range computed {
		results[computed[i].TimeFrame] = &computed[i]
	}
	for i := range devices.Rows {
		names[devices.Rows[i].ID] = deviceName(&devices.Rows[i])
	}
	people := map[int64]athleteName{}
	all := make([]measuredFrame, 0, len(frames))
	for i := range frames {
		m := measuredFrame{TimeFrame: frames[i], Part: partOf(frames[i].Params), DeviceName: names[frames[i].Device], Readable: may[frames[i].ID]}
		if c := results[m.ID]; c != nil && m.Readable {
			m.At, m.Result = c.At, &c.Result
		}
		name, known := people[m.Athlete]
		if !known {
			if name, err = s.athleteName(r, who, m.Athlete); err != nil {
				return nil, err
			}
			people[m.Athlete] = name
		}
		m.athleteName = name
		all = append(all, m)
	}
	return all, nil
}

// athleteName is what pages call an athlete.
type athleteName struct {
	Name, Username string
	Avatar         avatar
}

// athleteName is that of somebody, who may be gone.
func (s *Site) athleteName(r *http.Request, who reader, athlete int64) (athleteName, error) {
	p, err := s.deps.Auth.Person(r.Context(), athlete)
	switch {
	case fault.Is(err, fault.NotFound):
		return athleteName{Name: who.words.T("monitor.nobody")}, nil
	case err != nil:
		return athleteName{}, err
	}
	return s.athleteNamed(p), nil
}

func (s *Site) athleteNamed(p *person.Person) athleteName {
	return athleteName{Name: displayName(p), Username: p.Username, Avatar: s.avatar(p)}
}

// label is whose it is, with what the time is called.
func (m *measuredFrame) label() string {
	if m.Part == "" {
		return m.Name
	}
	return m.Name + " · " + m.Part
}
