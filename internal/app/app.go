// Package app puts the parts together: settings, store, services, dialects, pages and the command line. Nothing else imports it.
//
//	code := app.Run(ctx, os.Args[1:], app.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"palestra/internal/blob"
	"palestra/internal/config"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/contact"
	"palestra/internal/core/export"
	"palestra/internal/core/monitor"
	"palestra/internal/core/plan"
	"palestra/internal/core/profile"
	"palestra/internal/core/setting"
	"palestra/internal/core/trackfile"
	"palestra/internal/core/upload"
	"palestra/internal/outbound"
	"palestra/internal/store"
)

// App is the opened data with the services over it.
type App struct {
	config     config.Config
	store      *store.Store
	blobs      *blob.Dir
	auth       *auth.Service
	access     *access.Service
	activities *activity.Service
	plans      *plan.Service
	contacts   *contact.Service
	uploads    *upload.Service
	profiles   *profile.Service
	exports    *export.Service
	gym        gym
	settings   *setting.Service
	monitor    *monitor.Service
	monitoring
}

// What is in the data folder: the SQLite database, and files that were uploaded.
const (
	databaseFile = "palestra.db"
	filesFolder  = "files"
)

// Open makes the data folder, connects, brings the schema up to date and makes the services. The caller closes the App.
func Open(ctx context.Context, c config.Config) (*App, error) {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, err
	}
	k, err := keys(c.Storage)
	if err != nil {
		return nil, err
	}
	s, err := openStore(ctx, c.Storage)
	if err != nil {
		return nil, err
	}
	a := &App{config: c, store: s}
	if err := a.start(ctx, k); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return a, nil
}

// openStore connects and migrates.
func openStore(ctx context.Context, c config.Storage) (*store.Store, error) {
	at := store.Config{URL: c.DatabaseURL, Path: filepath.Join(c.Data, databaseFile)}
	if err := store.Prepare(at); err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, at)
	if err != nil {
		return nil, err
	}
	if err := s.Migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("migrate: %w", err), s.Close())
	}
	return s, nil
}

func (a *App) start(ctx context.Context, k *auth.Keys) error {
	var err error
	if a.settings, err = setting.New(ctx, a.store, a.usualSettings(), time.Now); err != nil {
		return err
	}
	if a.blobs, err = blob.Open(filepath.Join(a.config.Data, filesFolder)); err != nil {
		return err
	}
	archive := trackfile.DefaultArchiveLimits()
	archive.MaxMembers, archive.MaxMemberSize = a.config.MaxArchiveFiles, int64(a.config.MaxFileSize)
	a.activities = activity.New(a.store, a.blobs, activity.Options{
		Limits: trackfile.DefaultLimits(), ArchiveLimits: archive,
		MaxFileSize: int64(a.config.MaxFileSize), MaxArchiveSize: int64(a.config.MaxArchiveSize), Allowed: a.allowed,
		Now: time.Now, NewUUID: uuid.NewString, NewMapID: newMapID,
	})
	a.access = access.New(a.store, time.Now)
	a.auth, err = auth.New(a.store, auth.Options{
		Keys: k, Registering: auth.Registering(a.config.Registration), TimeZone: a.config.Timezone,
		MaxUsers: func() int { return a.settings.Now().MaxUsers },
		Mailer:   a.mailer(), BaseURL: a.config.BaseURL, Files: keptFiles{a.activities}, Now: time.Now, NewUUID: uuid.NewString,
	})
	if err != nil {
		return err
	}
	a.startPlanning()
	a.startGym()
	a.startMonitoring()
	a.exports = export.New(a.store, a.auth, a.activities, time.Now, uuid.NewString)
	return nil
}

// usualSettings are those that hold until an administrator sets others.
func (a *App) usualSettings() setting.Settings {
	return setting.Settings{
		AdminContact: a.config.AdminContact, MaxFileSize: int64(a.config.MaxFileSize), MaxArchiveSize: int64(a.config.MaxArchiveSize),
		MaxArchiveFiles: a.config.MaxArchiveFiles, StatisticsLimit: statisticsLimit,
	}
}

// allowed is what uploads may be, as an administrator has set it.
func (a *App) allowed() activity.Allowance {
	now := a.settings.Now()
	return activity.Allowance{FileSize: now.MaxFileSize, ArchiveSize: now.MaxArchiveSize, ArchiveFiles: now.MaxArchiveFiles}
}

// mailer sends what is in the outbox; nil without an SMTP server.
func (a *App) mailer() auth.Mailer {
	if a.config.SMTPURL == "" {
		return nil
	}
	return outbound.NewMail(a.config.SMTPURL, a.config.MailFrom)
}

// newMapID is the name of a map picture: 32 hex digits that nobody can guess.
func newMapID() string {
	b := make([]byte, 16)
	rand.Read(b)
	return hex.EncodeToString(b)
}

// Close ends the connection to the database.
func (a *App) Close() error { return a.store.Close() }
