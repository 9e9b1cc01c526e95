package web

// The messages of sharing, devices and background work.
const (
	saidSharingEnded = "sharing_ended"
	saidGiven        = "given"

	saidDeviceTaken    = "device_taken"
	saidDeviceReleased = "device_released"

	saidJobRuns   = "job_runs"
	saidSentAgain = "sent_again"
)

// sharingToasts are the keys of their sentences.
var sharingToasts = map[string]string{
	saidSharingEnded: "toast.sharing_ended", saidGiven: "toast.given", saidDeviceTaken: "toast.device_taken", saidDeviceReleased: "toast.device_released",
	saidJobRuns: "toast.job_runs", saidSentAgain: "toast.sent_again",
}

// sharingToast is nil for messages of other parts.
func (s *Site) sharingToast(who reader, m said) *toast {
	key := sharingToasts[m.what]
	if key == "" {
		return nil
	}
	t := &toast{Text: who.words.T(key)}
	if m.activity != "" {
		t.Action, t.Label = s.link("/undo"), who.words.T("toast.undo")
	}
	return t
}
