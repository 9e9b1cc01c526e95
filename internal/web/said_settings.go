package web

// The messages of settings, accounts and applications, each a sentence without more to do.
const (
	saidPicture      = "picture"
	saidPictureGone  = "picture_gone"
	saidEmail        = "email"
	saidEmailKept    = "email_kept"
	saidRetired      = "retired"
	saidBack         = "back"
	saidGearAdded    = "gear_added"
	saidGearGone     = "gear_gone"
	saidSportReset   = "sport_reset"
	saidAppGone      = "app_gone"
	saidDisconnected = "disconnected"
	saidSignedOut    = "signed_out"
	saidTokenGone    = "token_gone"
	saidConfirmed    = "confirmed"
	saidNewPassword  = "new_password"
	saidGone         = "gone"
	saidPersonGone   = "person_gone"
	saidReset        = "reset"
)

// plainToasts are the keys of their sentences.
var plainToasts = map[string]string{
	saidPicture:      "toast.picture",
	saidPictureGone:  "toast.picture_gone",
	saidEmail:        "toast.email",
	saidEmailKept:    "toast.email_kept",
	saidRetired:      "toast.retired",
	saidOccasion:     "toast.occasion",
	saidOccasionGone: "toast.occasion_gone",
	saidBack:         "toast.back",
	saidGearAdded:    "toast.gear_added",
	saidGearGone:     "toast.gear_gone",
	saidSportReset:   "toast.sport_reset",
	saidAppGone:      "toast.app_gone",
	saidDisconnected: "toast.disconnected",
	saidSignedOut:    "toast.signed_out",
	saidTokenGone:    "toast.token_gone",
	saidConfirmed:    "toast.confirmed",
	saidNewPassword:  "toast.new_password",
	saidGone:         "toast.gone",
	saidPersonGone:   "toast.person_gone",
	saidReset:        "toast.reset",
}
