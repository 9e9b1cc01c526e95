package trackfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/muktihari/fit/decoder"
	"github.com/muktihari/fit/kit/hash"
	"github.com/muktihari/fit/kit/hash/crc16"
	"github.com/muktihari/fit/proto"

	"palestra/internal/core/fault"
	"palestra/internal/core/track"
)

// readFIT reads an activity file: each session becomes a track with one segment; records without a session become one
// too. A file that is cut off or damaged gives what stands before, with a warning.
func readFIT(r io.Reader, lim Limits) ([]*track.Track, error) {
	head, err := fitHead(r)
	if err != nil {
		return nil, err
	}
	f := &fitReader{lim: lim, points: newCollector(lim), checksum: crc16.New(), strap: fitBeats{zero: track.NoTime}}
	defer f.points.release()
	_, _ = f.checksum.Write(head)
	f.src = io.MultiReader(bytes.NewReader(repairedHead(head)), io.TeeReader(r, f.checksum))
	warning, err := f.decode()
	if err != nil {
		return nil, err
	}
	tracks := f.done
	switch {
	case len(tracks) == 0 && warning != "":
		return nil, refuse(CodeInvalid, FIT, "nothing can be read: %s", warning)
	case len(tracks) == 0:
		return nil, refuse(CodeNoPoints, FIT, "the fit file has neither records nor a session with a duration")
	case warning != "":
		for _, t := range tracks {
			t.Warnings = append(t.Warnings, warning)
		}
	}
	return tracks, nil
}

// fitReader gathers the messages of interest; fitmessage.go says which.
type fitReader struct {
	lim    Limits
	points collector
	src    io.Reader
	// checksum runs over the whole file with its own checksum at the end, which makes it zero.
	checksum hash.Hash16
	// stop ends decoding at the next read.
	stop error
	// done are the tracks of the files of a chain that were read; what follows belongs to the current one.
	done []*track.Track
	// strap is the one thing that a later file of the chain has for the tracks before.
	strap fitBeats
	// kept counts what is bounded, over the whole chain.
	kept struct{ sessions, laps, events, descriptions int }

	fitSequence
}

// fitSequence is what was gathered of one file of a chain.
type fitSequence struct {
	device   fitDevice
	sport    string
	sessions []fitSession
	laps     []track.Lap
	events   []timerEvent
	// developer is what the developer fields mean that a point can hold.
	developer []developerField
	// rolling is the state of distances that are stored in 12 bits.
	rolling fitDistance
}

// fitHead reads the file header.
func fitHead(r io.Reader) ([]byte, error) {
	head := make([]byte, 14)
	n, err := io.ReadFull(r, head[:12])
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	if n < 12 || head[0] != 12 && head[0] != 14 || string(head[8:12]) != proto.DataTypeFIT {
		return nil, refuse(CodeInvalid, FIT, "the file does not begin with a FIT header")
	}
	if head[0] == 12 {
		return head[:12], nil
	}
	n, err = io.ReadFull(r, head[12:])
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	return head[:12+n], nil
}

// repairedHead is the header as the decoder accepts it: a recorder that lost its power never came to write the size, and
// the header's own checksum, which is left out here, must not hide the rest.
func repairedHead(head []byte) []byte {
	fixed := bytes.Clone(head)
	if len(fixed) == 14 {
		fixed[12], fixed[13] = 0, 0
	}
	if size := fixed[4:8]; size[0]|size[1]|size[2]|size[3] == 0 {
		copy(size, "\xFF\xFF\xFF\xFF")
	}
	return fixed
}

// Read gives the file to the decoder until something asks to stop.
func (f *fitReader) Read(p []byte) (int, error) {
	if f.stop != nil {
		return 0, f.stop
	}
	return f.src.Read(p)
}

// decode runs all messages of the file, or of the files chained in it, through OnMesg. The warning says what is wrong
// with the end of the file.
func (f *fitReader) decode() (warning string, err error) {
	// Components are not expanded: the decoder does it in floating point, which moves some altitudes by a step.
	dec := decoder.New(f, decoder.WithMesgListener(f), decoder.WithBroadcastOnly(), decoder.WithIgnoreChecksum(),
		decoder.WithNoComponentExpansion(), decoder.WithReadBufferSize(32<<10))
	for err == nil && dec.Next() {
		_, err = dec.Decode()
		f.done = append(f.done, f.tracks()...)
		f.fitSequence = fitSequence{}
	}
	sortByTime(f.strap.beats, beat.time)
	for _, t := range f.done {
		for i := range t.Segments {
			f.strap.fill(t.Segments[i].Points)
		}
	}
	var broken *sourceError
	var refused *fault.Error
	switch {
	case f.stop != nil:
		return "", f.stop
	case errors.As(err, &broken):
		return "", err
	case errors.As(err, &refused):
		if refused.Code != CodeInvalid {
			return "", err
		}
		return refused.Message, nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Sprintf("the fit file is cut off after %d points", f.points.total()), nil
	case err != nil:
		return fmt.Sprintf("the fit file is damaged after %d points (%v)", f.points.total(), err), nil
	case f.checksum.Sum16() != 0:
		return "the checksum of the fit file is wrong, so some of its values may be", nil
	}
	return "", nil
}
