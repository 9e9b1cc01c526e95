package web

import (
	"regexp"
	"strings"
)

// said is a message that outlives a redirection, as a key of the catalogue and the activity it is about.
// It travels in a cookie, so decodeSaid trusts nothing.
type said struct{ what, activity string }

// The messages there are.
const (
	saidDeleted  = "deleted"
	saidRestored = "restored"
	saidSaved    = "saved"
	saidCreated  = "created"
	saidPassword = "password"
)

var uuidPattern = regexp.MustCompile(`^[0-9a-f-]{36}$`)

// saidPattern is what a message may be about: an activity's UUID, or a number.
var saidPattern = regexp.MustCompile(`^([0-9a-f-]{36}|[0-9]{1,18})$`)

func (s said) encode() string { return s.what + "." + s.activity }

func decodeSaid(value string) said {
	what, activity, _ := strings.Cut(value, ".")
	if !saidPattern.MatchString(activity) {
		activity = ""
	}
	return said{what, activity}
}

// toastOf is what the reader is shown, nil for a message that we never send.
func (s *Site) toastOf(who reader, m said) *toast {
	switch m.what {
	case saidDeleted:
		t := &toast{Text: who.words.T("toast.deleted")}
		if m.activity != "" {
			t.Action, t.Label = s.link("/activities/"+m.activity+"/restore"), who.words.T("toast.undo")
		}
		return t
	case saidRestored:
		return &toast{Text: who.words.T("toast.restored")}
	case saidSaved:
		return &toast{Text: who.words.T("toast.saved")}
	case saidCreated:
		return &toast{Text: who.words.T("toast.created")}
	case saidPassword:
		return &toast{Text: who.words.T("toast.password")}
	}
	if t := s.coachingToast(who, m); t != nil {
		return t
	}
	if t := s.gymToast(who, m); t != nil {
		return t
	}
	if t := s.sharingToast(who, m); t != nil {
		return t
	}
	if key := plainToasts[m.what]; key != "" {
		return &toast{Text: who.words.T(key)}
	}
	return nil
}
