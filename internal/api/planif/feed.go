package planif

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/plan"
)

// feedPath is where feeds are served once their secret has been taken out of the path, so that no log ever sees it.
const (
	feedPrefix = "/calendar/"
	feedSuffix = ".ics"
	feedPath   = feedPrefix + "feed" + feedSuffix
)

// IsFeed reports whether a path is that of somebody's calendar feed, which Handler answers.
func IsFeed(path string) bool {
	return strings.HasPrefix(path, feedPrefix) && strings.HasSuffix(path, feedSuffix)
}

type secretKey struct{}

// withoutSecret moves the secret of a feed from the path into the request's context.
func withoutSecret(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !IsFeed(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		secret := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, feedPrefix), feedSuffix)
		r = r.Clone(context.WithValue(r.Context(), secretKey{}, secret))
		r.URL.Path, r.URL.RawPath, r.RequestURI = feedPath, "", feedPath
		next.ServeHTTP(w, r)
	})
}

// calendar serves GET /calendar/<secret>.ics, for programs that subscribe to it.
func (d *Dialect) calendar(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	secret, _ := r.Context().Value(secretKey{}).(string)
	_, items, err := d.plans.FeedItems(r.Context(), secret)
	if err != nil {
		return wire.Reply{}, err
	}
	body := []byte(calendarOf(items))
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	reply := wire.Bytes(http.StatusOK, "text/calendar; charset=utf-8", body)
	if matches(r.Header.Get("If-None-Match"), tag) {
		reply = wire.Empty(http.StatusNotModified, "")
	}
	return reply.With("ETag", tag).With("Cache-Control", "private, no-cache").With("X-Content-Type-Options", "nosniff"), nil
}

// matches reports whether If-None-Match names a tag; proxies make weak ones of ours. (RFC 9110, section 13.1.2)
func matches(header, tag string) bool {
	for _, one := range strings.Split(header, ",") {
		one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
		if one == tag || one == "*" {
			return true
		}
	}
	return false
}

// calendarOf writes trainings as events of whole days, since no hour is planned, so that no time zone is needed either.
func calendarOf(items []plan.FeedItem) string {
	c := ics.NewCalendarFor("palestra")
	c.SetXWRCalName("Training")
	c.SetRefreshInterval("PT1H")
	for i := range items {
		addEvent(c, &items[i])
	}
	return c.Serialize(ics.WithNewLineWindows)
}

func addEvent(c *ics.Calendar, item *plan.FeedItem) {
	uid := fmt.Sprintf("training-%d@palestra", item.ID)
	title := item.Title
	if item.For != nil {
		uid = "coach-" + uid
		var names []string
		for _, p := range item.For {
			names = append(names, nameOf(p.Profile.FirstName, p.Profile.LastName, p.Username))
		}
		if len(names) > 0 {
			title += " (" + strings.Join(names, ", ") + ")"
		}
	}
	e := c.AddEvent(uid)
	stamp := item.ChangedAt
	if stamp.IsZero() {
		stamp = item.Day
	}
	e.SetDtStampTime(stamp)
	e.SetAllDayStartAt(item.Day)
	e.SetAllDayEndAt(item.Day.AddDate(0, 0, 1))
	e.SetSummary(wire.CleanText(title))
	e.SetDescription(wire.CleanText(describe(item)))
	e.SetProperty(ics.ComponentPropertyTransp, "TRANSPARENT")
}

func nameOf(first, last, username string) string {
	if name := strings.TrimSpace(first + " " + last); name != "" {
		return name
	}
	return username
}

// describe is a training in words: half of the day, length, and its sessions.
func describe(item *plan.FeedItem) string {
	half := "Afternoon"
	if item.Morning {
		half = "Morning"
	}
	parts := []string{half}
	if item.Duration > 0 {
		parts[0] += ", " + (time.Duration(item.Duration) * time.Second).String()
	}
	if item.Description != "" {
		parts = append(parts, item.Description)
	}
	for i := range item.Built {
		if text, err := plan.Text(&item.Built[i], ""); err == nil {
			parts = append(parts, strings.TrimSpace(text))
		}
	}
	for i := range item.Notes {
		parts = append(parts, item.Notes[i].Title+"\n"+item.Notes[i].Text())
	}
	return strings.Join(parts, "\n\n")
}

// getFeed serves GET /api-shared/calendar-feed/: whether there is one. Its address was told when it was made.
func (d *Dialect) getFeed(r *http.Request, v access.Viewer) (wire.Reply, error) {
	f, err := d.plans.Feed(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("active").Bool(f.Made)
		j.Key("created_at")
		if f.Made {
			j.Plain(f.CreatedAt.UTC().Format(time.RFC3339))
		} else {
			j.Null()
		}
		j.EndObject()
	}), nil
}

// makeFeed serves POST: a new address, told this once; the one before no longer works.
func (d *Dialect) makeFeed(r *http.Request, v access.Viewer) (wire.Reply, error) {
	secret, err := d.plans.MakeFeed(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusCreated, func(j *wire.Encoder) {
		j.Object()
		j.Key("url").Plain(feedPrefix + secret + feedSuffix)
		j.EndObject()
	}).With("Cache-Control", "no-store"), nil
}

// revokeFeed serves DELETE.
func (d *Dialect) revokeFeed(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return wire.Empty(http.StatusNoContent, ""), d.plans.RevokeFeed(r.Context(), v)
}
