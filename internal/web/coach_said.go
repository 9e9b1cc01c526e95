package web

import "strings"

// The messages of planning.
const (
	saidCopied      = "copied"
	saidSessionGone = "session_gone"
	saidPlanned     = "planned"
	saidMoved       = "moved"
	saidDoubled     = "doubled"
	saidWithdrawn   = "withdrawn"
	saidWeekCopied  = "week_copied"
	saidWeekEmpty   = "week_empty"
	saidUndone      = "undone"
	saidPaired      = "paired"
	saidUnpaired    = "unpaired"
	saidAsked       = "asked"
	saidAccepted    = "accepted"
	saidDeclined    = "declined"
	saidEnded       = "ended"
	saidFeedGone    = "feed_gone"
	saidLaidOut     = "laid_out"
	saidPlanGone    = "plan_gone"
)

// coachingToasts are the keys of their sentences. What was done to a calendar or library can be taken back.
var coachingToasts = map[string]string{
	saidCopied: "toast.copied", saidSessionGone: "toast.session_gone", saidPlanned: "toast.planned", saidMoved: "toast.moved",
	saidDoubled: "toast.doubled", saidWithdrawn: "toast.withdrawn", saidWeekCopied: "toast.week_copied", saidWeekEmpty: "toast.week_empty",
	saidUndone: "toast.undone", saidPaired: "toast.paired", saidUnpaired: "toast.unpaired", saidAsked: "toast.asked", saidAccepted: "toast.accepted",
	saidDeclined: "toast.declined", saidEnded: "toast.ended", saidFeedGone: "toast.feed_gone", saidLaidOut: "toast.laid_out", saidPlanGone: "toast.plan_gone",
}

// coachingToast is nil for messages of other parts.
func (s *Site) coachingToast(who reader, m said) *toast {
	key := coachingToasts[m.what]
	if key == "" {
		return nil
	}
	t := &toast{Text: who.words.T(key)}
	if undo := m.activity; undo != "" && undo != "0" && strings.Trim(undo, "0123456789") == "" {
		t.Action, t.Label = s.link("/coaching/undo/"+undo), who.words.T("toast.undo")
	}
	return t
}
