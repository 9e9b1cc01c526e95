package monitor

// News is now without the efforts that somebody who has seen before knows already, for streams; all else is whole. An effort
// that was open, or that has changed since, is told again under the same StartTime.
func News(before, now *Result) Result {
	n := *now
	n.Accelerations, n.Decelerations = unseen(before.Accelerations, now.Accelerations), unseen(before.Decelerations, now.Decelerations)
	n.Sprint, n.HID = unseen(before.Sprint, now.Sprint), unseen(before.HID, now.HID)
	return n
}

func unseen(before, now []Efforts) []Efforts {
	out := make([]Efforts, len(now))
	for i, efforts := range now {
		seen := 0
		if i < len(before) {
			seen = agreed(before[i].Values, efforts.Values)
		}
		out[i] = Efforts{Threshold: efforts.Threshold, Values: efforts.Values[seen:]}
	}
	return out
}

// agreed is how many efforts at the front are the same and over.
func agreed(before, now []Effort) int {
	n := 0
	for n < len(before) && n < len(now) && before[n] == now[n] && !now[n].Open {
		n++
	}
	return n
}
