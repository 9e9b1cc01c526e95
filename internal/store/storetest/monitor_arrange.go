package storetest

import (
	"encoding/json"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// arrangements are made, changed and refused as a whole.
func arrangements(w *world) {
	s := w.squad()
	ben := w.person("ben")
	first, second := s.frame(0, 60), s.frame(30, 60)
	second.Athlete, second.Device = ben.ID, 0
	plan := monitor.Arrangement{
		Occasion: monitor.Occasion{Name: "Match", Schema: 3, Document: json.RawMessage(`{"sport":"soccer"}`)},
		Frames:   []monitor.TimeFrame{first, second},
	}
	_, err := s.Arrange(w.ctx, s.coach, plan)
	w.refused(err, fault.Invalid, "arrangement.invalid")
	w.same(fieldsOf(err), []string{"frames.1.athlete"}, "who lets nobody plan")
	none, err := s.Occasions(w.ctx, s.coach, monitor.OccasionFilter{})
	w.must(err)
	w.same(none.Total, int64(0), "occasions after a refusal")

	s.allow(ben, s.coach, access.PermissionWrite, monitor.ManagedFrom, access.Forever)
	made, err := s.Arrange(w.ctx, s.coach, plan)
	w.must(err)
	frames, err := s.TimeFrames(w.ctx, s.coach, monitor.TimeFrameFilter{Occasion: made.ID})
	w.must(err)
	ids := []int64{frames.Rows[0].ID, frames.Rows[1].ID}
	w.same(s.work(s.clock), ids, "measured")

	plan.Occasion, plan.Frames = *made, slices.Clone(frames.Rows)
	_, err = s.Arrange(w.ctx, s.coach, plan)
	w.must(err)
	w.same(len(s.work(s.clock)), 0, "measured when nothing changed")

	third := first
	third.From, third.Until = first.Until, first.Until.Add(time.Minute)
	plan.Frames = []monitor.TimeFrame{frames.Rows[0], third}
	plan.Frames[0].Params = json.RawMessage(`{"max_hr":190}`)
	_, err = s.Arrange(w.ctx, s.coach, plan)
	w.must(err)
	w.same(s.work(s.clock), []int64{ids[0], ids[1] + 1}, "measured anew")
	_, err = s.TimeFrame(w.ctx, s.coach, ids[1], monitor.TimeFrameFilter{})
	w.refused(err, fault.NotFound, "time_frame.not_found")

	rita := w.coach("rita")
	w.mustUpdateRole(rita.Person)
	_, err = s.Arrange(w.ctx, rita, plan)
	w.refused(err, fault.NotFound, "occasion.not_found")
	plan.Frames[1].ID = ids[1]
	_, err = s.Arrange(w.ctx, s.coach, plan)
	w.same(fieldsOf(err), []string{"frames.1.id"}, "one that is none of the occasion's")
}

// outlines list occasions by their time.
func outlines(w *world) {
	s := w.squad()
	occasion := func(name string, frames ...monitor.TimeFrame) int64 {
		o, err := s.Arrange(w.ctx, s.coach, monitor.Arrangement{
			Occasion: monitor.Occasion{Name: name, Schema: 3, Document: json.RawMessage(`{"sport":"soccer"}`)}, Frames: frames,
		})
		w.must(err)
		return o.ID
	}
	day := 24 * 3600
	empty := occasion("empty")
	old := occasion("old", s.frame(0, 60), s.frame(60, 60))
	ahead := occasion("ahead", s.frame(2*day, 60))
	now := occasion("now", s.frame(day-30, 60), s.frame(day-90, 60))
	older := occasion("older", s.frame(-60, 60))
	list := func(f monitor.OutlineFilter) (ids []int64) {
		page, err := s.Outlines(w.ctx, s.coach, f)
		w.must(err)
		for i := range page.Rows {
			ids = append(ids, page.Rows[i].ID)
		}
		return ids
	}
	w.same(list(monitor.OutlineFilter{}), []int64{now, ahead}, "to come")
	w.same(list(monitor.OutlineFilter{Over: true}), []int64{empty, old, older}, "over")
	w.same(list(monitor.OutlineFilter{Over: true, Paging: monitor.Paging{Offset: 1, Limit: 1}}), []int64{old}, "a page")
	page, err := s.Outlines(w.ctx, s.coach, monitor.OutlineFilter{Over: true, Paging: monitor.Paging{Offset: 1, Limit: 1}})
	w.must(err)
	w.same(page, monitor.Page[monitor.Outline]{Total: 3, Rows: []monitor.Outline{
		{ID: old, Name: "old", Schema: 3, From: s.frame(0, 60).From, Until: s.frame(60, 60).Until, Athletes: 1},
	}}, "an outline")
	rita := w.coach("rita")
	w.mustUpdateRole(rita.Person)
	theirs, err := s.Outlines(w.ctx, rita, monitor.OutlineFilter{Over: true})
	w.must(err)
	w.same(theirs.Total, int64(0), "of another coach")
}
