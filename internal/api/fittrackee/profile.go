package fittrackee

import (
	"math"
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/person"
)

// getProfile serves GET /auth/profile: the viewer, their preferences, sums and records.
func (d *Dialect) getProfile(r *http.Request, v access.Viewer) (wire.Reply, error) {
	totals, err := d.activities.Totals(r.Context(), v, v.ID())
	if err != nil {
		return wire.Reply{}, err
	}
	records, err := d.activities.Records(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		writeProfile(j.Key("data"), v.Person, totals, records)
		j.Key("status").Plain("success")
		j.EndObject()
	}), nil
}

func writeProfile(j *wire.Encoder, p *person.Person, totals []activity.SportTotal, records []activity.Record) {
	var sum activity.SportTotal
	for _, t := range totals {
		sum.Activities += t.Activities
		sum.Distance += t.Distance
		sum.Duration += t.Duration
		sum.Ascent += t.Ascent
	}
	pref := &p.Preferences
	j.Object()
	j.Key("accepted_privacy_policy").Bool(!p.PolicyAcceptedAt.IsZero())
	j.Key("admin").Bool(p.Admin)
	writeText(j.Key("bio"), p.Profile.Bio)
	j.Key("birth_date").PlainOrNull(formatDate(p.Profile.BirthDate))
	j.Key("created_at").Plain(formatDate(p.CreatedAt))
	j.Key("date_format").String(orElse(pref.DateFormat, "MM/dd/yyyy"))
	j.Key("display_ascent").Bool(!pref.HideAscent)
	j.Key("email").String(p.Email)
	j.Key("email_to_confirm").Null()
	writeText(j.Key("first_name"), p.Profile.FirstName)
	j.Key("imperial_units").Bool(pref.Imperial)
	j.Key("is_active").Bool(p.Active)
	j.Key("language").String(orElse(pref.Language, "en"))
	writeText(j.Key("last_name"), p.Profile.LastName)
	writeText(j.Key("location"), p.Profile.Location)
	j.Key("nb_sports").Int(int64(len(totals)))
	j.Key("nb_workouts").Int(sum.Activities)
	j.Key("picture").Bool(false)
	j.Key("records").Array()
	writeRecords(j, records)
	j.EndArray()
	j.Key("role").Plain(role(p))
	j.Key("sports_list").Array()
	for _, t := range totals {
		j.Int(sportID(t.Sport))
	}
	j.EndArray()
	j.Key("start_elevation_at_zero").Bool(!pref.KeepElevationBase)
	writeText(j.Key("timezone"), pref.TimeZone)
	j.Key("total_ascent").Float(round3(sum.Ascent))
	j.Key("total_distance").Float(kilometers(sum.Distance))
	writeDuration(j.Key("total_duration"), sum.Duration)
	writeTheme(j.Key("use_dark_mode"), pref.Theme)
	j.Key("use_raw_gpx_speed").Bool(pref.RawMaxSpeed)
	j.Key("username").String(p.Username)
	j.Key("weekm").Bool(pref.WeekStartsMonday)
	j.EndObject()
}

func role(p *person.Person) string {
	if p.Admin {
		return "admin"
	}
	return "user"
}

// writeText writes a text of which there may be none.
func writeText(j *wire.Encoder, s string) {
	if s == "" {
		j.Null()
		return
	}
	j.String(s)
}

// writeTheme writes whether it is dark; null leaves that to the browser.
func writeTheme(j *wire.Encoder, theme string) {
	if theme == "" {
		j.Null()
		return
	}
	j.Bool(theme == "dark")
}

func orElse(s, usual string) string {
	if s == "" {
		return usual
	}
	return s
}

// round3 takes off what adding up floats has left behind.
func round3(f float64) float64 { return math.Round(f*1000) / 1000 }

func round2(f float64) float64 { return math.Round(f*100) / 100 }
