package web

import (
	"net/http"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// measured is a time frame with whose it is and what it adds up to.
type measuredFrame struct {
	monitor.TimeFrame
	Name, Username string
	Avatar         avatar
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
	all := make([]measuredFrame, 0, len(frames))
	for i := range frames {
		m := measuredFrame{TimeFrame: frames[i], Part: partOf(frames[i].Params), DeviceName: names[frames[i].Device], Readable: may[frames[i].ID]}
		if c := results[m.ID]; c != nil && m.Readable {
			m.At, m.Result = c.At, &c.Result
		}
		if err := s.nameFrame(r, who, &m); err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

func (s *Site) nameFrame(r *http.Request, who reader, m *measuredFrame) error {
	p, err := s.deps.Auth.Person(r.Context(), m.Athlete)
	if fault.Is(err, fault.NotFound) {
		m.Name = who.words.T("monitor.nobody")
		return nil
	}
	if err == nil {
		m.Name, m.Username, m.Avatar = displayName(p), p.Username, s.avatar(p)
	}
	return err
}

// label is whose it is, with what the time is called.
func (m *measuredFrame) label() string {
	if m.Part == "" {
		return m.Name
	}
	return m.Name + " · " + m.Part
}
