package monitor

// slicing shares distance among slices of time.
type slicing struct {
	from, span int64 // milliseconds
	distance   []float64
}

// reach makes the slice of a moment.
func (s *slicing) reach(time int64) {
	for int64(len(s.distance)) <= (time-s.from)/s.span {
		s.distance = append(s.distance, 0)
	}
}

// add shares a step among the slices it passes, by time.
func (s *slicing) add(from, until int64, distance float64) {
	if distance == 0 {
		return
	}
	s.reach(until)
	first, last := (from-s.from)/s.span, (until-s.from)/s.span
	if first == last {
		s.distance[first] += distance
		return
	}
	for i := first; i <= last; i++ {
		part := min(until, s.from+(i+1)*s.span) - max(from, s.from+i*s.span)
		s.distance[i] += distance * float64(part) / float64(until-from)
	}
}

func (s *motion) intensity(f *Frame) Intensity {
	return Intensity{Distance: append([]float64{}, s.slices.distance...), StartTime: f.From, Span: f.Params.IntensitySpan, EndTime: f.Until}
}

// maxPlot is the most slices of a plot.
const maxPlot = 1000

// plotSpan is the shortest whole number of seconds in which a plot of the frame has at most maxPlot slices.
func plotSpan(f *Frame) int {
	const slice = maxPlot * 1000
	return max(int((f.Until-f.From+slice-1)/slice), 1)
}

// average is a mean in the making.
type average struct {
	sum   float64
	count int
}

func plotted(slots []average) []*float64 {
	out, means := make([]*float64, len(slots)), make([]float64, len(slots))
	for i, s := range slots {
		if s.count > 0 {
			means[i] = s.sum / float64(s.count)
			out[i] = &means[i]
		}
	}
	return out
}
