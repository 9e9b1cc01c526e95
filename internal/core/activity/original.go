package activity

import (
	"bufio"
	"compress/gzip"
	"context"
	"io"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
)

// Original opens the uploaded file of an activity, byte for byte; only its owner may have it. The caller closes the blob.
// Errors: as Get; fault.NotFound with code "activity.no_file" for one entered by hand, "blob.not_found" when the bytes
// are lost.
func (s *Service) Original(ctx context.Context, v access.Viewer, uuid string) (Blob, *Activity, error) {
	a, err := s.allowed(ctx, v, uuid, access.Change)
	if err != nil {
		return nil, nil, err
	}
	if a.File == nil {
		return nil, nil, fault.New(fault.NotFound, "activity.no_file", "no file for this activity")
	}
	b, err := s.blobs.Open(a.File.Hash)
	return b, a, err
}

// WriteGPX writes an activity of the viewer's as GPX in UTF-8: the original text if it was uploaded as that, else a document
// made from the stored points. Errors as Original and Points, before anything is written.
func (s *Service) WriteGPX(ctx context.Context, v access.Viewer, uuid string, w io.Writer) error {
	b, a, err := s.Original(ctx, v, uuid)
	if err != nil {
		return err
	}
	defer b.Close()
	if a.File.Format == string(trackfile.GPX) {
		return copyText(w, b, a.File.Gzipped, s.opt.Limits.MaxBytes)
	}
	if !a.HasTrack() {
		return fault.New(fault.NotFound, "activity.no_track", "no track for this activity")
	}
	p, err := s.points(ctx, a)
	if err != nil {
		return err
	}
	t := &track.Track{Name: a.Title, Device: a.Device, Segments: make([]track.Segment, len(p.Columns.Segments))}
	for i := range p.Columns.Segments {
		t.Segments[i].Points = p.Columns.Segments[i].Restore()
	}
	if a.Description != nil {
		t.Description = *a.Description
	}
	return trackfile.WriteGPX(w, t, creator)
}

// creator is what documents we make say of where they come from.
const creator = "palestra"

func copyText(w io.Writer, b Blob, gzipped bool, limit int64) error {
	var r io.Reader = b
	if gzipped {
		z, err := gzip.NewReader(bufio.NewReader(b))
		if err != nil {
			return err
		}
		r = io.LimitReader(z, limit)
	}
	text, err := trackfile.UTF8(r)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, text)
	return err
}

// WriteSegmentGPX writes the positions and elevations of one segment (from 0) as GPX. Errors as Points; fault.NotFound with
// code "activity.no_segment".
func (s *Service) WriteSegmentGPX(ctx context.Context, v access.Viewer, uuid string, index int, w io.Writer) error {
	p, err := s.Points(ctx, v, uuid)
	if err != nil {
		return err
	}
	if index < 0 || index >= len(p.Columns.Segments) {
		return fault.New(fault.NotFound, "activity.no_segment", "no such segment")
	}
	points := track.Segment{Points: p.Columns.Segments[index].Restore()}
	return trackfile.WriteSegmentGPX(w, &points, creator)
}
