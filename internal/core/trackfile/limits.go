package trackfile

// Limits bound what one file may cost. A field that is zero or less means its default.
type Limits struct {
	// MaxPoints is the most points that all tracks of a file may have together.
	MaxPoints int
	// MaxBytes is the most bytes a file may have after decompression.
	MaxBytes int64
	// MaxDepth is the deepest nesting of XML elements.
	MaxDepth int
	// MaxSummaries is the most laps of a file, and the most timer events.
	MaxSummaries int
}

// maxTracks is the most activities or sessions of one file; each may carry text.
const maxTracks = 1000

// DefaultLimits suit a day of recording at 20 Hz.
func DefaultLimits() Limits {
	return Limits{MaxPoints: 2_000_000, MaxBytes: 256 << 20, MaxDepth: 64, MaxSummaries: 20_000}
}

// orDefault fills what is not set.
func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	if l.MaxPoints > 0 {
		d.MaxPoints = l.MaxPoints
	}
	if l.MaxBytes > 0 {
		d.MaxBytes = l.MaxBytes
	}
	if l.MaxDepth > 0 {
		d.MaxDepth = l.MaxDepth
	}
	if l.MaxSummaries > 0 {
		d.MaxSummaries = l.MaxSummaries
	}
	return d
}

// ArchiveLimits bound what one zip may cost. A field that is zero or less means its default.
type ArchiveLimits struct {
	// MaxMembers is the most files with an allowed extension.
	MaxMembers int
	// MaxMemberSize is the most bytes of one of them after decompression.
	MaxMemberSize int64
	// MaxTotalSize is the most bytes of all of them after decompression.
	MaxTotalSize int64
	// MaxRatio is the most times a member of a megabyte or more may be larger than its compressed form.
	MaxRatio int64
}

// DefaultArchiveLimits suit the export of a few years.
func DefaultArchiveLimits() ArchiveLimits {
	return ArchiveLimits{MaxMembers: 500, MaxMemberSize: 50 << 20, MaxTotalSize: 2 << 30, MaxRatio: 200}
}

// orDefault fills what is not set.
func (l ArchiveLimits) orDefault() ArchiveLimits {
	d := DefaultArchiveLimits()
	if l.MaxMembers > 0 {
		d.MaxMembers = l.MaxMembers
	}
	if l.MaxMemberSize > 0 {
		d.MaxMemberSize = l.MaxMemberSize
	}
	if l.MaxTotalSize > 0 {
		d.MaxTotalSize = l.MaxTotalSize
	}
	if l.MaxRatio > 0 {
		d.MaxRatio = l.MaxRatio
	}
	return d
}
