package fittrackee

import (
	"context"
	"math"
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/person"
)

// getProfile serves GET /auth/profile: the viewer, their preferences, sums and records.
func (d *Dialect) getProfile(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.profileReply(r, v, v.Person, "")
}

// profileReply answers with the viewer as they are now, and says what was done unless message is "".
func (d *Dialect) profileReply(r *http.Request, v access.Viewer, p *person.Person, message string) (wire.Reply, error) {
	view, err := d.profileView(r.Context(), v, p)
	if err != nil {
		return wire.Reply{}, err
	}
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		view.write(j.Key("data"))
		if message != "" {
			j.Key("message").Plain(message)
		}
		j.Key("status").Plain("success")
		j.EndObject()
	}), nil
}

// profileView is what the answers about one account are made of.
type profileView struct {
	person  *person.Person
	totals  []activity.SportTotal
	records []activity.Record
	// accepted tells whether they have accepted the privacy policy as it is now.
	accepted bool
}

// profileView reads what belongs to p, whom the viewer may see; records are shown to their owner alone.
func (d *Dialect) profileView(ctx context.Context, v access.Viewer, p *person.Person) (view profileView, err error) {
	view.person = p
	view.accepted = !p.PolicyAcceptedAt.IsZero() && !p.PolicyAcceptedAt.Before(d.rules.Now().PrivacyPolicyAt)
	if view.totals, err = d.activities.Totals(ctx, v, p.ID); err != nil || p.ID != v.ID() {
		return view, err
	}
	view.records, err = d.activities.Records(ctx, v)
	return view, err
}

// write writes everything, as its owner sees it.
func (view *profileView) write(j *wire.Encoder) {
	pref := &view.person.Preferences
	j.Object()
	j.Key("accepted_privacy_policy").Bool(view.accepted)
	j.Key("date_format").String(orElse(pref.DateFormat, "MM/dd/yyyy"))
	j.Key("display_ascent").Bool(!pref.HideAscent)
	j.Key("imperial_units").Bool(pref.Imperial)
	j.Key("language").String(orElse(pref.Language, "en"))
	j.Key("start_elevation_at_zero").Bool(!pref.KeepElevationBase)
	writeText(j.Key("timezone"), pref.TimeZone)
	writeTheme(j.Key("use_dark_mode"), pref.Theme)
	j.Key("use_raw_gpx_speed").Bool(pref.RawMaxSpeed)
	j.Key("weekm").Bool(pref.WeekStartsMonday)
	writeUserMembers(j, view.person, view.totals, view.records)
	j.EndObject()
}

// writeUser writes an account as administrators see it: without preferences and records.
func writeUser(j *wire.Encoder, p *person.Person, totals []activity.SportTotal) {
	j.Object()
	writeUserMembers(j, p, totals, nil)
	j.EndObject()
}

func writeUserMembers(j *wire.Encoder, p *person.Person, totals []activity.SportTotal, records []activity.Record) {
	var sum activity.SportTotal
	for _, t := range totals {
		sum.Activities += t.Activities
		sum.Distance += t.Distance
		sum.Duration += t.Duration
		sum.Ascent += t.Ascent
	}
	j.Key("admin").Bool(p.Admin)
	writeText(j.Key("bio"), p.Profile.Bio)
	j.Key("birth_date").PlainOrNull(formatDate(p.Profile.BirthDate))
	j.Key("created_at").Plain(formatDate(p.CreatedAt))
	j.Key("email").String(p.Email)
	writeText(j.Key("email_to_confirm"), p.PendingEmail)
	writeText(j.Key("first_name"), p.Profile.FirstName)
	j.Key("is_active").Bool(p.Active)
	writeText(j.Key("last_name"), p.Profile.LastName)
	writeText(j.Key("location"), p.Profile.Location)
	j.Key("nb_sports").Int(int64(len(totals)))
	j.Key("nb_workouts").Int(sum.Activities)
	j.Key("picture").Bool(p.Picture.Hash != "")
	j.Key("records").Array()
	writeRecords(j, records)
	j.EndArray()
	j.Key("role").Plain(role(p))
	j.Key("sports_list").Array()
	for _, t := range totals {
		j.Int(sportID(t.Sport))
	}
	j.EndArray()
	j.Key("total_ascent").Float(round3(sum.Ascent))
	j.Key("total_distance").Float(kilometers(sum.Distance))
	writeDuration(j.Key("total_duration"), sum.Duration)
	j.Key("username").String(p.Username)
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
