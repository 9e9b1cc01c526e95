package fittrackee

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
)

// ping serves GET /ping.
func (d *Dialect) ping(*http.Request, access.Viewer) (wire.Reply, error) {
	return messageReply("pong!"), nil
}

// getConfig serves GET /config: what a client has to know before anybody signs in. The number of files in an archive goes
// by the names of older and newer clients.
func (d *Dialect) getConfig(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	open, err := d.auth.Registrable(r.Context())
	if err != nil {
		return wire.Reply{}, err
	}
	s := d.rules.Now()
	return dataReply(func(j *wire.Encoder) {
		writeText(j.Key("about"), s.About)
		writeText(j.Key("admin_contact"), s.AdminContact)
		j.Key("file_limit_import").Int(int64(s.MaxArchiveFiles))
		j.Key("gpx_limit_import").Int(int64(s.MaxArchiveFiles))
		j.Key("is_email_sending_enabled").Bool(d.auth.MailOn())
		j.Key("is_registration_enabled").Bool(open)
		j.Key("map_attribution").String(d.settings.MapAttribution)
		j.Key("max_single_file_size").Int(s.MaxFileSize)
		j.Key("max_users").Int(int64(s.MaxUsers))
		j.Key("max_zip_file_size").Int(s.MaxArchiveSize)
		writeText(j.Key("privacy_policy"), s.PrivacyPolicy)
		j.Key("privacy_policy_date").PlainOrNull(formatDate(s.PrivacyPolicyAt))
		j.Key("stats_workouts_limit").Int(int64(s.StatisticsLimit))
		j.Key("version").String(d.settings.Version)
		j.Key("weather_provider").Null()
	}), nil
}
