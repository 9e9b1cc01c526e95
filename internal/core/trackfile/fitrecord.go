package trackfile

import (
	"math"
	"time"

	"github.com/muktihari/fit/profile/basetype"
	"github.com/muktihari/fit/profile/untyped/fieldnum"
	"github.com/muktihari/fit/proto"

	"palestra/internal/core/track"
)

// fitEpoch is 1989-12-31, from which FIT counts seconds, in seconds since 1970.
const fitEpoch = 631_065_600

// fitMicros is a FIT timestamp as ours, track.NoTime when it is none.
func fitMicros(v uint32) int64 {
	if v == basetype.Uint32Invalid {
		return track.NoTime
	}
	return (int64(v) + fitEpoch) * 1_000_000
}

// fitTime is the decoder's form of a timestamp as ours.
func fitTime(t time.Time) int64 {
	if t.IsZero() {
		return track.NoTime
	}
	return t.UnixMicro()
}

// record makes a point of a record message. One without a time can't be placed and is left out.
func (f *fitReader) record(fields []proto.Field, developer []proto.DeveloperField) {
	p := f.points.add()
	if p == nil {
		f.stop = tooManyPoints(FIT, f.lim)
		return
	}
	lat, lon := int32(math.MaxInt32), int32(math.MaxInt32)
	for i := range fields {
		v := fields[i].Value
		switch fields[i].Num {
		case fieldnum.RecordTimestamp:
			p.Time = fitMicros(v.Uint32())
		case fieldnum.RecordPositionLat:
			lat = v.Int32()
		case fieldnum.RecordPositionLong:
			lon = v.Int32()
		case fieldnum.RecordCompressedSpeedDistance:
			f.rolling.read(p, v.SliceUint8())
		default:
			fitSensor(p, fields[i].Num, v)
		}
	}
	f.developerValues(p, developer)
	switch {
	case p.Time == track.NoTime:
		f.points.undo()
	case p.Time >= latest:
		f.stop = refuse(CodeInvalid, FIT, "the time of record %d is after the year 2099", f.points.total())
	default:
		f.position(p, lat, lon)
	}
}

// position turns semicircles (2^31 are 180°) into degrees, exactly.
func (f *fitReader) position(p *track.Point, lat, lon int32) {
	if lat == basetype.Sint32Invalid || lon == basetype.Sint32Invalid {
		return
	}
	const most = 1 << 30
	if lat < -most || lat > most {
		f.stop = refuse(CodeInvalid, FIT, "the latitude of record %d is not between -90 and 90", f.points.total())
		return
	}
	p.Lat, p.Lon = float64(lat)*180/(1<<31), float64(lon)*180/(1<<31)
}

// fitSensor sets what a native field measures. An enhanced field goes before the plain one, whichever comes first.
func fitSensor(p *track.Point, num byte, v proto.Value) {
	switch num {
	case fieldnum.RecordEnhancedAltitude:
		if raw := v.Uint32(); raw != basetype.Uint32Invalid {
			p.Ele = plausibleElevation((float64(raw) - 2500) / 5)
		}
	case fieldnum.RecordAltitude:
		if raw := v.Uint16(); raw != basetype.Uint16Invalid && !p.HasEle() {
			p.Ele = plausibleElevation((float64(raw) - 2500) / 5)
		}
	case fieldnum.RecordEnhancedSpeed:
		if raw := v.Uint32(); raw != basetype.Uint32Invalid && raw <= maxSpeed*1000 {
			p.Speed = float32(float64(raw) / 1000)
		}
	case fieldnum.RecordSpeed:
		if raw := v.Uint16(); raw != basetype.Uint16Invalid && p.Speed != p.Speed {
			p.Speed = float32(float64(raw) / 1000)
		}
	case fieldnum.RecordDistance:
		if raw := v.Uint32(); raw != basetype.Uint32Invalid {
			p.Distance = float64(raw) / 100
		}
	case fieldnum.RecordHeartRate:
		p.HeartRate = fitByte(v.Uint8())
	case fieldnum.RecordCadence:
		if c := fitByte(v.Uint8()); c != track.None {
			p.Cadence = c
		}
	case fieldnum.RecordCadence256:
		if raw := v.Uint16(); raw != basetype.Uint16Invalid && p.Cadence == track.None {
			p.Cadence = int16(raw / 256)
		}
	case fieldnum.RecordPower:
		p.Power = fitWord(v.Uint16())
	case fieldnum.RecordTemperature:
		if raw := v.Int8(); raw != basetype.Sint8Invalid && raw != track.NoTemperature {
			p.Temperature = raw
		}
	}
}

// fitDistance adds up distances of which only the lowest 12 bits, in sixteenths of a meter, are stored.
type fitDistance struct {
	sum     uint64
	started bool
}

// read takes compressed_speed_distance: 12 bits of speed in cm/s, then 12 bits of distance.
func (d *fitDistance) read(p *track.Point, b []byte) {
	if len(b) < 3 || b[0] == 0xFF && b[1] == 0xFF && b[2] == 0xFF {
		return
	}
	low := uint64(b[1]>>4) | uint64(b[2])<<4
	if !d.started {
		d.sum, d.started = low, true
	} else {
		d.sum += (low - d.sum) & 0xFFF
	}
	p.Speed = float32(float64(uint16(b[0])|uint16(b[1]&0xF)<<8) / 100)
	p.Distance = float64(d.sum) / 16
}
