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
func (d *Dialect) getConfig(*http.Request, access.Viewer) (wire.Reply, error) {
	s := &d.settings
	return dataReply(func(j *wire.Encoder) {
		writeText(j.Key("about"), s.About)
		writeText(j.Key("admin_contact"), s.AdminContact)
		j.Key("file_limit_import").Int(int64(s.MaxArchiveFiles))
		j.Key("gpx_limit_import").Int(int64(s.MaxArchiveFiles))
		j.Key("is_email_sending_enabled").Bool(false)
		j.Key("is_registration_enabled").Bool(d.auth.RegistrationOpen())
		j.Key("map_attribution").String(s.MapAttribution)
		j.Key("max_single_file_size").Int(s.MaxFileSize)
		j.Key("max_users").Int(0)
		j.Key("max_zip_file_size").Int(s.MaxArchiveSize)
		writeText(j.Key("privacy_policy"), s.PrivacyPolicy)
		j.Key("privacy_policy_date").PlainOrNull(formatDate(s.PrivacyPolicyDate))
		j.Key("stats_workouts_limit").Int(int64(s.StatisticsLimit))
		j.Key("version").String(s.Version)
		j.Key("weather_provider").Null()
	}), nil
}
