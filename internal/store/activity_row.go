package store

import (
	"math"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
)

// numberColumns are measured alike for activities and segments. numberArgs and numberDest follow their order.
const numberColumns = "duration_s, moving_s, pauses_s, distance_m, ave_speed_kmh, max_speed_kmh, min_alt_m, max_alt_m, ascent_m, descent_m, " +
	"ave_hr_bpm, max_hr_bpm, ave_cadence_rpm, max_cadence_rpm, ave_power_w, max_power_w"

func numberArgs(n *activity.Numbers) []any {
	return []any{
		n.Duration, n.Moving, n.Pauses, n.Distance, n.AveSpeed, n.MaxSpeed, n.MinAlt, n.MaxAlt, n.Ascent, n.Descent,
		counted(n.AveHeartRate), counted(n.MaxHeartRate), counted(n.AveCadence), counted(n.MaxCadence), counted(n.AvePower), counted(n.MaxPower),
	}
}

func numberDest(n *activity.Numbers) []any {
	return []any{
		(*whole)(&n.Duration), (*whole)(&n.Moving), (*whole)(&n.Pauses), (*real)(&n.Distance), (*real)(&n.AveSpeed), (*real)(&n.MaxSpeed),
		(*real)(&n.MinAlt), (*real)(&n.MaxAlt), (*real)(&n.Ascent), (*real)(&n.Descent),
		(*count)(&n.AveHeartRate), (*count)(&n.MaxHeartRate), (*count)(&n.AveCadence), (*count)(&n.MaxCadence), (*count)(&n.AvePower), (*count)(&n.MaxPower),
	}
}

const (
	boundsColumns = "min_lat_deg, min_lon_deg, max_lat_deg, max_lon_deg"
	fileColumns   = "file_hash, file_name, file_format, file_gzipped, file_size_bytes, file_index"

	// activityFields are the columns that an activity is read from and written to after id, uuid and owner.
	activityFields = "sport_id, title, notes, description, visibility, start_us, created_us, modified_us, " +
		numberColumns + ", calories_kcal, " + boundsColumns + ", map_id, " + fileColumns + ", device, software, formula, stopped_speed_kmh"

	activityColumns = "id, uuid, owner_id, " + activityFields
	// activityWritten adds the twins that texts are searched in.
	activityWritten = activityFields + ", title_fold, notes_fold, description_fold"
)

func boundsArgs(b *activity.Bounds) []any {
	if b == nil {
		return []any{nil, nil, nil, nil}
	}
	return []any{b.MinLat, b.MinLon, b.MaxLat, b.MaxLon}
}

func fileArgs(f *activity.File) []any {
	if f == nil {
		return []any{nil, nil, nil, nil, nil, nil}
	}
	return []any{f.Hash, f.Name, f.Format, f.Gzipped, f.Size, int64(f.Index)}
}

// activityArgs are the values of activityWritten.
func activityArgs(a *activity.Activity) []any {
	args := make([]any, 0, 48)
	args = append(args, int64(a.Sport), a.Title, text(a.Notes), text(a.Description), string(a.Visibility),
		a.Start.UnixMicro(), a.CreatedAt.UnixMicro(), moment(a.ModifiedAt))
	args = append(args, numberArgs(&a.Numbers)...)
	args = append(args, counted(a.Calories))
	args = append(args, boundsArgs(a.Bounds)...)
	args = append(args, filled(a.MapID))
	args = append(args, fileArgs(a.File)...)
	return append(args, a.Device, a.Software, int64(a.Formula), a.StoppedSpeed, fold(a.Title), folded(a.Notes), folded(a.Description))
}

// activityRow is a place to scan the rows of activityColumns into, one after the other.
type activityRow struct {
	a     activity.Activity
	sport int64
	level string
	box   activity.Bounds
	file  activity.File
	index int64
	rules int64
}

func (r *activityRow) dest() []any {
	a := &r.a
	dest := make([]any, 0, 48)
	dest = append(dest, (*whole)(&a.ID), (*word)(&a.UUID), (*whole)(&a.Owner), (*whole)(&r.sport), (*word)(&a.Title), maybe{&a.Notes},
		maybe{&a.Description}, (*word)(&r.level), (*instant)(&a.Start), (*instant)(&a.CreatedAt), (*instant)(&a.ModifiedAt))
	dest = append(dest, numberDest(&a.Numbers)...)
	return append(dest, (*count)(&a.Calories), (*real)(&r.box.MinLat), (*real)(&r.box.MinLon), (*real)(&r.box.MaxLat), (*real)(&r.box.MaxLon),
		(*word)(&a.MapID), (*word)(&r.file.Hash), (*word)(&r.file.Name), (*word)(&r.file.Format), (*truth)(&r.file.Gzipped), (*whole)(&r.file.Size),
		(*whole)(&r.index), (*word)(&a.Device), (*word)(&a.Software), (*whole)(&r.rules), (*real)(&a.StoppedSpeed))
}

// activity is the row just scanned.
func (r *activityRow) activity() activity.Activity {
	a := r.a
	a.Sport, a.Visibility, a.Formula = sport.ID(r.sport), access.Visibility(r.level), int(r.rules)
	if !math.IsNaN(r.box.MinLat) {
		box := r.box
		a.Bounds = &box
	}
	if r.file.Hash != "" {
		file := r.file
		file.Index = int(r.index)
		a.File = &file
	}
	return a
}
