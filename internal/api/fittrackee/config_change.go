package fittrackee

import (
	"errors"
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/setting"
)

// updateConfig serves PATCH /config, for administrators. What can't be is told as a list.
func (d *Dialect) updateConfig(r *http.Request, v access.Viewer) (wire.Reply, error) {
	if !v.Person.Admin {
		return wire.Reply{}, errPermission
	}
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	c, err := p.settings()
	if err != nil {
		return wire.Reply{}, err
	}
	if _, err := d.rules.Change(r.Context(), v, c); err != nil {
		return wire.Reply{}, settingError(err)
	}
	return d.getConfig(r, v)
}

func (p payload) settings() (c setting.Change, err error) {
	err = p.texts(map[string]**string{"about": &c.About, "privacy_policy": &c.PrivacyPolicy, "admin_contact": &c.AdminContact})
	if err != nil {
		return c, err
	}
	for key, place := range map[string]**string{"about": &c.About, "privacy_policy": &c.PrivacyPolicy, "admin_contact": &c.AdminContact} {
		if _, told := p.Object[key]; told && *place == nil {
			*place = new(string) // null is none
		}
	}
	for key, place := range map[string]**int{"max_users": &c.MaxUsers, "stats_workouts_limit": &c.StatisticsLimit} {
		if *place, err = p.count(key); err != nil {
			return c, err
		}
	}
	if c.MaxArchiveFiles, err = p.count("gpx_limit_import"); err != nil {
		return c, err
	}
	if c.MaxArchiveFiles == nil {
		if c.MaxArchiveFiles, err = p.count("file_limit_import"); err != nil {
			return c, err
		}
	}
	for key, place := range map[string]**int64{"max_single_file_size": &c.MaxFileSize, "max_zip_file_size": &c.MaxArchiveSize} {
		n, err := p.count(key)
		if err != nil {
			return c, err
		}
		if n != nil {
			size := int64(*n)
			*place = &size
		}
	}
	return c, nil
}

// count is a whole number, nil when absent or null; anything else is refused.
func (p payload) count(key string) (*int, error) {
	if !p.given(key) {
		return nil, nil
	}
	n, ok := p.whole(key)
	if !ok {
		return nil, errPayload
	}
	i := int(n)
	return &i, nil
}

func settingError(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	switch f.Code {
	case "setting.archive_smaller":
		return invalid("error", "max size of zip archive must be equal or greater than max size of uploaded files")
	case "setting.invalid":
		return &refusal{status: http.StatusBadRequest, word: "error", more: func(j *wire.Encoder) {
			j.Key("message").Array()
			for _, field := range f.Fields {
				j.String(field.Message)
			}
			j.EndArray()
		}}
	}
	return err
}
