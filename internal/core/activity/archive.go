package activity

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/trackfile"
)

// MemberFailure is a file of an archive that could not become an activity.
type MemberFailure struct {
	// Name is the member's name inside the archive, for display.
	Name string
	Err  error
}

// UploadArchive stores every usable file of a zip as Upload would, one after the other, with the same sport and texts.
// Failures of single files are listed and don't stop the rest; an error means that nothing was looked at:
// "archive.invalid", "archive.too_many", "archive.member_too_large", "archive.empty".
func (s *Service) UploadArchive(ctx context.Context, v access.Viewer, u Upload) ([]*Activity, []MemberFailure, error) {
	if !v.SignedIn() {
		return nil, nil, errSignedOut()
	}
	members, err := trackfile.Archive(u.File, u.File.Size(), s.archiveLimits())
	if err != nil {
		return nil, nil, err
	}
	var created []*Activity
	var failed []MemberFailure
	for i := range members {
		activities, err := s.uploadMember(ctx, v, u, &members[i])
		if ctx.Err() != nil {
			return created, failed, ctx.Err()
		}
		if err != nil {
			failed = append(failed, MemberFailure{Name: members[i].Name, Err: err})
			continue
		}
		created = append(created, activities...)
	}
	return created, failed, nil
}

func (s *Service) uploadMember(ctx context.Context, v access.Viewer, u Upload, m *trackfile.Member) ([]*Activity, error) {
	r, err := m.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	staged, err := s.blobs.Stage(r, s.allowance().FileSize)
	if err != nil {
		return nil, err
	}
	defer staged.Discard()
	u.File, u.Name = staged, m.Name
	return s.Upload(ctx, v, u)
}

// archiveLimits are those of the options with what is allowed now.
func (s *Service) archiveLimits() trackfile.ArchiveLimits {
	l, a := s.opt.ArchiveLimits, s.allowance()
	l.MaxMembers = a.ArchiveFiles
	l.MaxMemberSize = min(l.MaxMemberSize, a.FileSize)
	return l
}
