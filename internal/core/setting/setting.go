// Package setting is what an administrator sets in the running server: texts, and bounds within those of the configuration.
//
//	settings, err := setting.New(ctx, store, usual, time.Now)
//	settings.Now().MaxUsers
//	now, err := settings.Change(ctx, viewer, setting.Change{About: &text})
//
// What was never set has its usual value, from the configuration. Sports and types of equipment that are no longer offered
// are in core/activity.
package setting

import (
	"context"
	"maps"
	"strconv"
	"sync/atomic"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// Settings are the values that hold.
type Settings struct {
	// About and PrivacyPolicy are Markdown, "" for none; AdminContact is an address or "".
	About, PrivacyPolicy, AdminContact string
	// PrivacyPolicyAt is when PrivacyPolicy changed last, zero without one. Who accepted it before has to accept it anew.
	PrivacyPolicyAt time.Time
	// MaxUsers is how many accounts there may be before registration closes, 0 for any number.
	MaxUsers int
	// MaxFileSize and MaxArchiveSize in bytes, MaxArchiveFiles counts the recordings in one archive.
	MaxFileSize, MaxArchiveSize int64
	MaxArchiveFiles             int
	// StatisticsLimit is how many of the latest activities statistics by sport look at, 0 for all.
	StatisticsLimit int
}

// Change is an edit; nil leaves a thing as it is.
type Change struct {
	About, PrivacyPolicy, AdminContact *string
	MaxUsers                           *int
	MaxFileSize, MaxArchiveSize        *int64
	MaxArchiveFiles, StatisticsLimit   *int
}

// Store keeps settings by name.
type Store interface {
	// Settings reads all that were set.
	Settings(ctx context.Context) (map[string]string, error)
	// SetSettings stores these, all or none.
	SetSettings(ctx context.Context, values map[string]string, at time.Time) error
}

// Names in the store.
const (
	about           = "about"
	privacyPolicy   = "privacy_policy"
	privacyPolicyAt = "privacy_policy_at"
	adminContact    = "admin_contact"
	maxUsers        = "max_users"
	maxFileSize     = "max_file_size"
	maxArchiveSize  = "max_archive_size"
	maxArchiveFiles = "max_archive_files"
	statisticsLimit = "statistics_limit"
)

// Service reads and changes settings. It is safe for concurrent use.
type Service struct {
	store Store
	usual Settings
	clock func() time.Time
	now   atomic.Pointer[Settings]
}

// New reads the settings. The sizes of usual are what an administrator may set at most.
func New(ctx context.Context, store Store, usual Settings, clock func() time.Time) (*Service, error) {
	s := &Service{store: store, usual: usual, clock: clock}
	return s, s.Refresh(ctx)
}

// Now is what holds, as far as this process knows: changes made by others are seen after the next Refresh.
func (s *Service) Now() Settings { return *s.now.Load() }

// Refresh reads the settings again; call it now and then.
func (s *Service) Refresh(ctx context.Context) error {
	values, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	now := s.usual.with(values)
	s.now.Store(&now)
	return nil
}

// Change sets what is asked for; for administrators. Errors: fault.Forbidden "auth.admin_only"; fault.Invalid
// "setting.invalid" with a field for each value that can't be; fault.Invalid "setting.archive_smaller" when an archive could
// not hold one file.
func (s *Service) Change(ctx context.Context, v access.Viewer, c Change) (Settings, error) {
	if !v.SignedIn() {
		return Settings{}, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	if !v.Person.Admin {
		return Settings{}, fault.New(fault.Forbidden, "auth.admin_only", "for administrators")
	}
	if fields := c.check(&s.usual); len(fields) > 0 {
		return Settings{}, fault.New(fault.Invalid, "setting.invalid", "invalid settings", fields...)
	}
	all, err := s.store.Settings(ctx)
	if err != nil {
		return Settings{}, err
	}
	values := c.values(s.clock())
	maps.Copy(all, values)
	next := s.usual.with(all)
	if next.MaxArchiveSize < next.MaxFileSize {
		return Settings{}, fault.InvalidField(maxArchiveSize, "setting.archive_smaller", "max size of zip archive must be equal or greater than max size of uploaded files")
	}
	if err := s.store.SetSettings(ctx, values, s.clock()); err != nil {
		return Settings{}, err
	}
	s.now.Store(&next)
	return next, nil
}

// with overlays stored values; what can't be read, and sizes beyond those of the configuration, stay as usual.
func (s Settings) with(values map[string]string) Settings {
	for name, text := range values {
		switch name {
		case about:
			s.About = text
		case privacyPolicy:
			s.PrivacyPolicy = text
		case privacyPolicyAt:
			s.PrivacyPolicyAt = time.Time{}
			if at, err := strconv.ParseInt(text, 10, 64); err == nil {
				s.PrivacyPolicyAt = time.UnixMicro(at).UTC()
			}
		case adminContact:
			s.AdminContact = text
		case maxUsers:
			s.MaxUsers = number(text, s.MaxUsers)
		case maxFileSize:
			s.MaxFileSize = min(number(text, s.MaxFileSize), s.MaxFileSize)
		case maxArchiveSize:
			s.MaxArchiveSize = min(number(text, s.MaxArchiveSize), s.MaxArchiveSize)
		case maxArchiveFiles:
			s.MaxArchiveFiles = min(number(text, s.MaxArchiveFiles), s.MaxArchiveFiles)
		case statisticsLimit:
			s.StatisticsLimit = number(text, s.StatisticsLimit)
		}
	}
	return s
}

func number[T int | int64](text string, otherwise T) T {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return otherwise
	}
	return T(n)
}
