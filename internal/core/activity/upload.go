package activity

import (
	"context"
	"io"
	"strings"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
)

// Upload is a file on its way to becoming one activity, or several for a multisport recording.
type Upload struct {
	File Staged
	// Name is the uploader's file name; its extension tells the format, nothing else is made of it.
	Name string
	// Sport is 0 to take the one the file states, else Other.
	Sport sport.ID
	// Title, Description: nil or "" takes the file's, else the default title and none.
	Title, Description *string
	Notes              *string
	// Visibility is Private when empty.
	Visibility access.Visibility
	// Equipment are UUIDs; nil attaches the sport's defaults.
	Equipment *[]string
	// RefuseDuplicate turns a file that is already there into fault.Conflict "activity.duplicate", Args: its UUID.
	RefuseDuplicate bool
}

// Allowance is the most that an upload may be: sizes in bytes, and the recordings in one archive.
type Allowance struct {
	FileSize, ArchiveSize int64
	ArchiveFiles          int
}

// allowance is what holds now.
func (s *Service) allowance() Allowance {
	a := Allowance{s.opt.MaxFileSize, s.opt.MaxArchiveSize, s.opt.ArchiveLimits.MaxMembers}
	if s.opt.Allowed == nil {
		return a
	}
	now := s.opt.Allowed()
	return Allowance{min(a.FileSize, now.FileSize), min(a.ArchiveSize, now.ArchiveSize), min(a.ArchiveFiles, now.ArchiveFiles)}
}

// Stage takes an upload's bytes in; limit is MaxFileSize, or MaxArchiveSize for an archive.
// Errors: fault.TooLarge "upload.too_large", Args: bytes seen, limit.
func (s *Service) Stage(r io.Reader, name string) (Staged, error) {
	a := s.allowance()
	limit := a.FileSize
	if IsArchive(name) {
		limit = a.ArchiveSize
	}
	return s.blobs.Stage(r, limit)
}

// IsArchive reports whether a file name is that of a zip of activities.
func IsArchive(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".zip") }

// Upload turns a file into activities and stores them and the file, all or nothing. It does not discard u.File.
//
// Errors: those of trackfile; fault.Invalid "file.unsupported_extension", "sport.unknown", "equipment.…" and
// "activity.out_of_range"; fault.Conflict "activity.duplicate" when asked for.
func (s *Service) Upload(ctx context.Context, v access.Viewer, u Upload) ([]*Activity, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	drafts, err := s.drafts(ctx, v, u)
	if err != nil {
		return nil, err
	}
	if u.RefuseDuplicate {
		if err := s.refuseDuplicates(ctx, drafts); err != nil {
			return nil, err
		}
	}
	if err := s.keep(ctx, u.File, drafts); err != nil {
		return nil, err
	}
	created := make([]*Activity, len(drafts))
	for i, d := range drafts {
		created[i] = &d.Activity
	}
	return created, nil
}

// keep stores first the file, then the rows: a crash in between leaves a file too many, which doctor removes, and never a
// row without its file.
func (s *Service) keep(ctx context.Context, file Staged, drafts []*Draft) error {
	s.keeping.RLock()
	defer s.keeping.RUnlock()
	if err := file.Keep(); err != nil {
		return err
	}
	return s.store.CreateActivities(ctx, drafts)
}

// drafts reads and measures the file.
func (s *Service) drafts(ctx context.Context, v access.Viewer, u Upload) ([]*Draft, error) {
	format, gzipped, ok := trackfile.FormatOf(u.Name)
	if !ok || format == trackfile.Zip {
		return nil, fault.InvalidField("file", "file.unsupported_extension", "file extension not allowed")
	}
	if err := s.checkChoices(ctx, v, u); err != nil {
		return nil, err
	}
	select {
	case s.parsing <- struct{}{}:
		defer func() { <-s.parsing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	tracks, err := s.read(u.File, u.File.Size(), format, gzipped)
	if err != nil {
		return nil, err
	}
	drafts := make([]*Draft, len(tracks))
	for i, t := range tracks {
		file := &File{Hash: u.File.Hash(), Name: cut(u.Name, MaxTitle), Format: string(format), Gzipped: gzipped, Size: u.File.Size(), Index: i}
		if drafts[i], err = s.draft(ctx, v, u, t, file); err != nil {
			return nil, err
		}
	}
	return drafts, nil
}

// checkChoices refuses a sport or equipment that can't be, before the file is looked at.
func (s *Service) checkChoices(ctx context.Context, v access.Viewer, u Upload) error {
	if u.Sport == 0 {
		return nil
	}
	sp, ok := sport.ByID(u.Sport)
	if u.Equipment != nil && len(*u.Equipment) > 0 && ok {
		if _, err := s.equipmentIDs(ctx, v.ID(), sp, u.Equipment, nil); err != nil {
			return err
		}
	}
	if !ok {
		return errSport(u.Sport)
	}
	return nil
}

func (s *Service) read(ra io.ReaderAt, size int64, format trackfile.Format, gzipped bool) ([]*track.Track, error) {
	return trackfile.Read(io.NewSectionReader(ra, 0, size), format, gzipped, s.opt.Limits)
}

// draft measures one recording of the file.
func (s *Service) draft(ctx context.Context, v access.Viewer, u Upload, t *track.Track, file *File) (*Draft, error) {
	sp := chooseSport(u.Sport, t)
	threshold, err := s.stoppedSpeed(ctx, v.ID(), sp)
	if err != nil {
		return nil, err
	}
	d, err := measure(t, threshold, v.Person.Preferences.RawMaxSpeed)
	if err != nil {
		return nil, err
	}
	if d.EquipmentIDs, err = s.equipmentIDs(ctx, v.ID(), sp, u.Equipment, nil); err != nil {
		return nil, err
	}
	a := &d.Activity
	s.label(v, u, t, sp, a)
	a.File = file
	a.Device, a.Software = cut(t.Device, MaxTitle), cut(t.Software, MaxTitle)
	if a.HasTrack() {
		a.MapID = s.opt.NewMapID()
	}
	return d, nil
}

// label fills in what names the activity: whose it is, ids, sport, texts.
func (s *Service) label(v access.Viewer, u Upload, t *track.Track, sp sport.Sport, a *Activity) {
	a.UUID, a.CreatedAt = s.opt.NewUUID(), s.opt.Now()
	a.Owner, a.OwnerName = v.ID(), v.Person.Username
	a.Sport, a.Visibility = sp.ID, u.Visibility
	if a.Visibility == "" {
		a.Visibility = access.Private
	}
	a.Title = cut(firstText(u.Title, t.Name, defaultTitle(sp, a.Start, v.Person)), MaxTitle)
	if description := firstText(u.Description, t.Description, ""); description != "" {
		description = cut(description, MaxDescription)
		a.Description = &description
	}
	a.Notes = cutPtr(u.Notes, MaxNotes)
}

// firstText is the first that is not empty.
func firstText(given *string, rest ...string) string {
	if given != nil && *given != "" {
		return *given
	}
	for _, s := range rest {
		if s != "" {
			return s
		}
	}
	return ""
}

func chooseSport(asked sport.ID, t *track.Track) sport.Sport {
	if asked == 0 {
		if id, ok := sport.FromFile(t.Sport); ok {
			asked = id
		} else {
			asked = sport.Other
		}
	}
	sp, _ := sport.ByID(asked)
	return sp
}

func errSport(id sport.ID) *fault.Error {
	e := fault.InvalidField("sport", "sport.unknown", "unknown sport")
	e.Args = []any{id}
	return e
}

func (s *Service) refuseDuplicates(ctx context.Context, drafts []*Draft) error {
	for _, d := range drafts {
		uuid, err := s.store.Duplicate(ctx, DuplicateQuery{
			Owner: d.Owner, Hash: d.File.Hash, Index: d.File.Index, Sport: d.Sport, Start: d.Start, Duration: d.Duration,
		})
		if err != nil {
			return err
		}
		if uuid != "" {
			e := fault.New(fault.Conflict, "activity.duplicate", "this activity is there already")
			e.Args = []any{uuid}
			return e
		}
	}
	return nil
}
