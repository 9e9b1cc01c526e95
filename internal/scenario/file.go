package scenario

import (
	"fmt"

	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
)

// File is a recording as a device hands it out.
type File struct {
	// Name is made of the start and the format: "2026-03-01-082904.fit".
	Name string
	Data []byte
}

// File records the session and writes it in its format; nil for a session told afterwards.
func (s *Session) File() (*File, error) {
	t := s.Record()
	if t == nil {
		return nil, nil
	}
	data, err := encode(t, s.Format)
	if err != nil {
		return nil, fmt.Errorf("writing a recording of %s: %w", s.Athlete.Username, err)
	}
	return &File{Name: s.Start.Format("2006-01-02-150405.") + string(s.Format), Data: data}, nil
}

func encode(t *track.Track, format trackfile.Format) ([]byte, error) {
	switch format {
	case trackfile.FIT:
		return FIT(t)
	case trackfile.TCX:
		return TCX(t), nil
	default:
		return GPX(t), nil
	}
}
