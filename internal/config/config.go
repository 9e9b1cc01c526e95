// Package config is every setting of the server: its flag, its variable, its default and its check.
//
// The struct is filled by the command line (flags win over variables, variables over defaults), and docs/config.md is
// written from it. Secrets can be given as a file as well: PALESTRA_SECRET_KEY_FILE names one that holds the value.
//
//	var c config.Config // filled by the command line
//	if err := c.Check(); err != nil { … }
package config

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Config is every setting. The tags are read by the command line and by the page of documentation.
type Config struct {
	Storage
	Addr           string `default:"127.0.0.1:8000" env:"PALESTRA_ADDR" placeholder:"HOST:PORT" help:"Address to listen on."`
	BaseURL        string `env:"PALESTRA_BASE_URL" placeholder:"URL" help:"Address that people reach the server by, when a proxy stands in front; may have a path."`
	TrustedProxies string `env:"PALESTRA_TRUSTED_PROXIES" placeholder:"CIDR,…" help:"Networks whose X-Forwarded-For is believed, separated by commas."`
	Registration   string `default:"open" env:"PALESTRA_REGISTRATION" enum:"open,invite,closed" help:"Who may make an account: open, invite or closed. With the last two only an administrator makes accounts."`
	Timezone       string `default:"UTC" env:"PALESTRA_TIMEZONE" placeholder:"ZONE" help:"Time zone of the server and of new people, by its IANA name."`
	AdminContact   string `env:"PALESTRA_ADMIN_CONTACT" placeholder:"EMAIL" help:"Address that people can write to, shown to clients."`

	SMTPURL  string `name:"smtp-url" env:"PALESTRA_SMTP_URL" secret:"" placeholder:"URL" help:"Server that sends mail: smtp://name:password@host:587 (STARTTLS) or smtps://…:465. Without one, accounts are open at once and mails wait in the administrator's outbox."`
	MailFrom string `env:"PALESTRA_MAIL_FROM" placeholder:"EMAIL" help:"Address that mails come from; needed with an SMTP server."`

	MaxFileSize     Size `default:"50MB" env:"PALESTRA_MAX_FILE_SIZE" placeholder:"SIZE" help:"Largest file of one recording."`
	MaxArchiveSize  Size `default:"500MB" env:"PALESTRA_MAX_ARCHIVE_SIZE" placeholder:"SIZE" help:"Largest zip of recordings."`
	MaxArchiveFiles int  `default:"500" env:"PALESTRA_MAX_ARCHIVE_FILES" placeholder:"N" help:"Most recordings in one zip."`

	TileURL          string `env:"PALESTRA_TILE_URL" placeholder:"URL" help:"Map tiles from a server, with {z}, {x}, {y} and perhaps {s} in it. Without one, maps draw on the bundled base map."`
	TileAttribution  string `env:"PALESTRA_TILE_ATTRIBUTION" placeholder:"HTML" help:"Whom the tiles come from, shown on maps."`
	TileAllowPrivate bool   `env:"PALESTRA_TILE_ALLOW_PRIVATE" help:"Allow a tile server on a private address."`

	RateLimit int `env:"PALESTRA_RATE_LIMIT" placeholder:"N" help:"Most requests a minute that one address may make of the API for monitoring; 0 is no limit."`

	WebhookAllowPrivate bool `env:"PALESTRA_WEBHOOK_ALLOW_PRIVATE" help:"Allow webhooks to private addresses."`

	FoodData bool `default:"true" negatable:"" env:"PALESTRA_FOOD_DATA" help:"Load the foods that come with the program at the first start."`

	MetricsToken string `env:"PALESTRA_METRICS_TOKEN" secret:"" placeholder:"TOKEN" help:"Bearer token for /metrics; without one only this machine may read it."`
	LogLevel     string `default:"info" env:"PALESTRA_LOG_LEVEL" enum:"debug,info,warn,error" help:"Least important messages to log: debug, info, warn or error."`
}

// DefaultData is the data folder of a server that isn't told another.
const DefaultData = "./data"

// Storage is where everything is kept; every command that touches data has it.
type Storage struct {
	Data        string `default:"./data" env:"PALESTRA_DATA" placeholder:"DIR" help:"Folder for the database, uploaded files and the secret key."`
	DatabaseURL string `env:"PALESTRA_DATABASE_URL" secret:"" placeholder:"URL" help:"postgres://… to use PostgreSQL instead of SQLite in the data folder."`
	SecretKey   string `env:"PALESTRA_SECRET_KEY" secret:"" placeholder:"TEXT" help:"Key that signs and seals tokens, at least 32 characters; made and kept in the data folder when not given."`
}

// Check refuses what can't work, naming the setting.
func (c *Config) Check() error {
	var errs []error
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		errs = append(errs, fmt.Errorf("addr: %w", err))
	}
	if _, err := c.Base(); err != nil {
		errs = append(errs, fmt.Errorf("base-url: %w", err))
	}
	if _, err := c.Proxies(); err != nil {
		errs = append(errs, fmt.Errorf("trusted-proxies: %w", err))
	}
	if _, err := time.LoadLocation(c.Timezone); err != nil || c.Timezone == "Local" {
		errs = append(errs, fmt.Errorf("timezone: unknown zone %q", c.Timezone))
	}
	if c.MaxFileSize <= 0 || c.MaxArchiveSize <= 0 || c.MaxArchiveFiles <= 0 {
		errs = append(errs, errors.New("max-file-size, max-archive-size and max-archive-files must be above zero"))
	}
	if c.RateLimit < 0 {
		errs = append(errs, errors.New("rate-limit: must be 0 or above"))
	}
	errs = append(errs, c.checkTiles(), c.checkMail())
	if err := c.Storage.Check(); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (c *Config) checkTiles() error {
	if c.TileURL == "" {
		return nil
	}
	u, err := url.Parse(strings.NewReplacer("{s}", "a", "{z}", "1", "{x}", "1", "{y}", "1").Replace(c.TileURL))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return errors.New("tile-url: must be an http or https address")
	}
	for _, part := range []string{"{z}", "{x}", "{y}"} {
		if !strings.Contains(c.TileURL, part) {
			return fmt.Errorf("tile-url: %s is missing", part)
		}
	}
	return nil
}

func (c *Config) checkMail() error {
	if c.SMTPURL == "" {
		return nil
	}
	u, err := url.Parse(c.SMTPURL)
	if err != nil || (u.Scheme != "smtp" && u.Scheme != "smtps") || u.Hostname() == "" {
		return errors.New("smtp-url: must be an smtp or smtps address") // the text may hold a password
	}
	if from, err := mail.ParseAddress(c.MailFrom); err != nil || from.Address != c.MailFrom {
		return errors.New("mail-from: an address is needed, such as training@example.org")
	}
	if c.BaseURL == "" {
		return errors.New("base-url: needed with smtp-url, for the links in mails")
	}
	return nil
}

// Check refuses storage that can't work.
func (s *Storage) Check() error {
	if s.Data == "" {
		return errors.New("data: a folder is needed")
	}
	if s.DatabaseURL != "" && !strings.HasPrefix(s.DatabaseURL, "postgres://") && !strings.HasPrefix(s.DatabaseURL, "postgresql://") {
		return errors.New("database-url: must start with postgres://")
	}
	if s.SecretKey != "" && len(s.SecretKey) < 32 {
		return errors.New("secret-key: at least 32 characters are needed")
	}
	return nil
}

// Base is BaseURL parsed; nil when none is set.
func (c *Config) Base() (*url.URL, error) {
	if c.BaseURL == "" {
		return nil, nil
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil {
		return nil, err
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("must be an http or https address without a query")
	}
	return u, nil
}

// Proxies is TrustedProxies parsed.
func (c *Config) Proxies() ([]netip.Prefix, error) {
	var list []netip.Prefix
	for part := range strings.SplitSeq(c.TrustedProxies, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		p, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}
