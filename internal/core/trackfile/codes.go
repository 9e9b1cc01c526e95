package trackfile

import (
	"fmt"

	"palestra/internal/core/fault"
)

// The codes of every refusal of this package. The first of Error.Args is always the format as the file names have it
// ("gpx", "tcx" … or "zip"), the second the English sentence that says what is wrong and where.
const (
	// CodeInvalid: not the format it claims to be, cut off, a number or time that is none, a place or year out of range,
	// a DOCTYPE, an unknown entity, nesting beyond the limit, or damaged compression.
	CodeInvalid = "file.invalid"
	// CodeNoTracks: well-formed, but without a track (GPX, KML) or an activity (TCX).
	CodeNoTracks = "file.no_tracks"
	// CodeNoTime: a point of the track has no time, or one that can't be read.
	CodeNoTime = "file.no_time"
	// CodeNoPoints: there are tracks, but none with two points in a segment; in FIT neither records nor sessions.
	CodeNoPoints = "file.no_points"
	// CodeUnsupported: a kind of file, or of content (KML without times), that is not a recording.
	CodeUnsupported = "file.unsupported"
	// CodeNoLaps: a TCX activity without laps.
	CodeNoLaps = "file.no_laps"
	// CodeNoCoordinates: TCX laps with neither points nor a duration.
	CodeNoCoordinates = "file.no_coordinates"
	// CodeTooManyPoints: more than Limits.MaxPoints (fault.TooLarge).
	CodeTooManyPoints = "file.too_many_points"
	// CodeTooLarge: more than Limits.MaxBytes after decompression (fault.TooLarge).
	CodeTooLarge = "file.too_large"

	// CodeArchiveInvalid: not a zip, damaged, encrypted, compressed in a way that is not common, or lying about sizes.
	CodeArchiveInvalid = "archive.invalid"
	// CodeArchiveNested: an archive within the archive.
	CodeArchiveNested = "archive.nested"
	// CodeArchiveTooMany: more members with an allowed extension than ArchiveLimits.MaxMembers.
	CodeArchiveTooMany = "archive.too_many"
	// CodeArchiveMemberTooLarge: a member above ArchiveLimits.MaxMemberSize, or compressed suspiciously well.
	CodeArchiveMemberTooLarge = "archive.member_too_large"
	// CodeArchiveTooLarge: all members together above ArchiveLimits.MaxTotalSize (fault.TooLarge).
	CodeArchiveTooLarge = "archive.too_large"
	// CodeArchiveEmpty: no member with an allowed extension.
	CodeArchiveEmpty = "archive.empty"
)

// refuse makes the error of a code; the sentence says what is wrong and where.
func refuse(code string, f Format, format string, args ...any) *fault.Error {
	kind := fault.Invalid
	switch code {
	case CodeTooManyPoints, CodeTooLarge, CodeArchiveTooLarge:
		kind = fault.TooLarge
	}
	sentence := fmt.Sprintf(format, args...)
	return &fault.Error{Kind: kind, Code: code, Message: sentence, Args: []any{string(f), sentence}}
}

// quoted is a value from a file, short enough for a message.
func quoted(b []byte) string {
	const most = 40
	if len(b) > most {
		return fmt.Sprintf("%q…", b[:most])
	}
	return fmt.Sprintf("%q", b)
}
