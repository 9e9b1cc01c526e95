// Package activity is recorded training: uploads, entries by hand, lists, edits, personal records and equipment.
//
//	res, err := activities.Upload(ctx, viewer, activity.Upload{File: staged, Name: "run.gpx", Sport: sport.Running})
//	page, err := activities.List(ctx, viewer, activity.Filter{PerPage: 20})
//
// Numbers are those of core/metric, rounded as it says; absent ones are NaN or track.None.
package activity

import (
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/metric"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

// Numbers are what is measured of an activity or of one of its segments, in metric's units and rounding.
type Numbers = metric.Numbers

// Bounds is the box around a track, in degrees.
type Bounds = metric.Bounds

// Activity is the summary of one recorded training: all that lists, statistics and pages need, without its points.
type Activity struct {
	// ID counts up in the order of storing and breaks ties; UUID names the activity everywhere else.
	ID   int64
	UUID string
	// Owner is a person's ID, OwnerName the username.
	Owner     int64
	OwnerName string
	Sport     sport.ID
	Title     string
	// Notes are private to the owner; nil when never given, which is not the same as empty.
	Notes *string
	// Description is shown with the activity; nil when never given.
	Description *string
	Visibility  access.Visibility
	// Start in UTC.
	Start      time.Time
	CreatedAt  time.Time
	ModifiedAt time.Time // zero when never changed
	Numbers
	// Calories in kilocalories, track.None when unknown.
	Calories int
	// Bounds is nil without positions.
	Bounds *Bounds
	// MapID is the unguessable name of the map picture (32 hex digits), "" without positions.
	MapID string
	// File is nil for an activity entered by hand.
	File *File
	// Device and Software that recorded it, "" when unknown.
	Device, Software string
	// Formula is the version of the rules that gave the numbers (metric.Version), StoppedSpeed the threshold in km/h
	// that was used. Both are 0 for an activity entered by hand.
	Formula      int
	StoppedSpeed float64
	Segments     []Segment
	Laps         []track.Lap
	// Records are those this activity holds, in the order of RecordTypes.
	Records   []Record
	Equipment []Equipment
	// Previous and Next are the UUIDs of the owner's neighbours in time, "" at the ends; see Neighbours in store.go.
	Previous, Next string
}

// HasTrack reports whether there are positions to draw: a map, charts, a GPX file.
func (a *Activity) HasTrack() bool { return a.Bounds != nil }

// File is the original upload.
type File struct {
	// Hash is the SHA-256 of the bytes in hex, their address in the blob store.
	Hash string
	// Name is what the uploader called it, for display and download only.
	Name string
	// Format is "gpx", "tcx", "fit", "kml" or "kmz"; Gzipped tells that the bytes are a gzip of it.
	Format  string
	Gzipped bool
	Size    int64
	// Index is which recording of the file this is, from 0: a multisport file has several.
	Index int
}

// Segment is a measured part of a track; Index counts from 0.
type Segment struct {
	Index int
	Numbers
}

// Draft is an activity about to be stored, with its points.
type Draft struct {
	Activity
	// Track is the encoded columns (track.Encode), nil without points.
	Track []byte
	// EquipmentIDs are the equipment to attach.
	EquipmentIDs []int64
}
