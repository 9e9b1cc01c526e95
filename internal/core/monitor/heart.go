package monitor

// heart measures heart rates, which may come at other times than positions.
type heart struct {
	from, span   int64 // of the plot, in milliseconds
	highest      float64
	zones        []float64 // bounds in %
	time         int64     // of the last one
	last         float64
	count        int
	lowest, peak float64
	sum          float64 // of the values
	weighted     float64 // values × milliseconds
	held         int64   // milliseconds
	inZone       []int64 // milliseconds
	plot         []average
}

func newHeart(f *Frame) heart {
	h := heart{from: f.From, span: int64(plotSpan(f)) * 1000, highest: f.AthleteMaxHR, zones: f.Params.HRZones}
	h.inZone = make([]int64, max(len(h.zones)-1, 0))
	return h
}

// follows reports whether a time is after all before.
func (h *heart) follows(time int64) bool { return h.count == 0 || time > h.time }

// add takes a possible heart rate at a time that follows; the one before held until now, unless that is a gap.
func (h *heart) add(time int64, beats float64) {
	if h.count == 0 {
		h.lowest, h.peak = beats, beats
	} else if d := time - h.time; d <= GapLimit {
		h.held += d
		h.weighted += h.last * float64(d)
		if z := h.zone(h.last); z >= 0 {
			h.inZone[z] += d
		}
	}
	h.time, h.last = time, beats
	h.count++
	h.sum += beats
	h.lowest, h.peak = min(h.lowest, beats), max(h.peak, beats)
	slot := int((time - h.from) / h.span)
	for len(h.plot) <= slot {
		h.plot = append(h.plot, average{})
	}
	h.plot[slot].sum += beats
	h.plot[slot].count++
}

// zone of a heart rate; above the last bound it is the last one. -1 when the highest heart rate is unknown.
func (h *heart) zone(beats float64) int {
	if h.highest <= 0 {
		return -1
	}
	z := len(h.inZone) - 1
	for z > 0 && beats < h.highest*h.zones[z]/100 {
		z--
	}
	return z
}

func (h *heart) report(r *Result) {
	r.TimePerHRZone = []HRZone{}
	r.Explain.HeartTime = float64(h.held) / 1000
	if h.highest > 0 {
		for i, time := range h.inZone {
			low, high := h.zones[i], h.zones[i+1]
			r.TimePerHRZone = append(r.TimePerHRZone, HRZone{
				Percentage: share(float64(time), float64(h.held)) * 100,
				BPM:        [2]float64{h.highest * low / 100, h.highest * high / 100}, PercentHR: [2]float64{low, high},
			})
		}
	}
	if h.count == 0 {
		return
	}
	r.HRMin, r.HRMax, r.HRAvg = h.lowest, h.peak, h.sum/float64(h.count)
	if h.held > 0 { // else no two belong together, and each counts alike
		r.HRAvg = h.weighted / float64(h.held)
	}
	r.HRPlot = &HRPlot{StartTime: h.from, Span: int(h.span / 1000), HR: plotted(h.plot)}
}
