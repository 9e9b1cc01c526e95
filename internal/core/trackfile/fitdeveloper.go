package trackfile

import (
	"math"
	"strings"

	"github.com/muktihari/fit/profile/basetype"
	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"
	"github.com/muktihari/fit/profile/untyped/fieldnum"
	"github.com/muktihari/fit/profile/untyped/mesgnum"
	"github.com/muktihari/fit/proto"

	"palestra/internal/core/track"
)

// maxDescriptions is the most developer fields a file may describe. The decoder searches all of them for every value,
// so this bounds time; a device runs a handful of apps with 16 fields at most.
const maxDescriptions = 256

// developerField is a field that an app on the device adds to records, and the native field that it stands for.
type developerField struct {
	index, number, native byte
	base                  basetype.BaseType
	scale, offset         float64
}

// description notes a developer field of records when a point can hold it: one that overrides a native field, or one
// that says power by its name.
func (f *fitReader) description(m *mesgdef.FieldDescription) {
	if f.kept.descriptions++; f.kept.descriptions > maxDescriptions {
		f.stop = refuse(CodeInvalid, FIT, "the fit file describes more than %d developer fields", maxDescriptions)
		return
	}
	d := developerField{
		index: m.DeveloperDataIndex, number: m.FieldDefinitionNumber, native: m.NativeFieldNum, base: m.FitBaseTypeId, scale: 1,
	}
	if len(m.FieldName) > 0 && strings.EqualFold(m.FieldName[0], "power") && d.native == basetype.Uint8Invalid {
		d.native = fieldnum.RecordPower
	} else if m.NativeMesgNum != mesgnum.Record && m.NativeMesgNum != typedef.MesgNumInvalid {
		return
	}
	if m.Scale != basetype.Uint8Invalid && m.Scale != 0 {
		d.scale = float64(m.Scale)
	}
	if m.Offset != basetype.Sint8Invalid {
		d.offset = float64(m.Offset)
	}
	switch d.native {
	case fieldnum.RecordHeartRate, fieldnum.RecordCadence, fieldnum.RecordPower:
		f.developer = append(f.developer, d)
	}
}

// developerValues fills what no native field gave.
func (f *fitReader) developerValues(p *track.Point, fields []proto.DeveloperField) {
	for i := range fields {
		d := f.meaning(fields[i].DeveloperDataIndex, fields[i].Num)
		if d == nil || !fields[i].Value.Valid(d.base) {
			continue
		}
		n, ok := toCount(fitNumber(fields[i].Value)/d.scale - d.offset)
		to := &p.Power
		switch d.native {
		case fieldnum.RecordHeartRate:
			to = &p.HeartRate
		case fieldnum.RecordCadence:
			to = &p.Cadence
		}
		if ok && *to == track.None {
			*to = n
		}
	}
}

// meaning is the latest description of a developer field, nil when it is of no interest.
func (f *fitReader) meaning(index, number byte) *developerField {
	for i := len(f.developer) - 1; i >= 0; i-- {
		if f.developer[i].index == index && f.developer[i].number == number {
			return &f.developer[i]
		}
	}
	return nil
}

// fitNumber is a value of any numeric type; NaN for others.
func fitNumber(v proto.Value) float64 {
	switch v.Type() {
	case proto.TypeInt8:
		return float64(v.Int8())
	case proto.TypeUint8:
		return float64(v.Uint8())
	case proto.TypeInt16:
		return float64(v.Int16())
	case proto.TypeUint16:
		return float64(v.Uint16())
	case proto.TypeInt32:
		return float64(v.Int32())
	case proto.TypeUint32:
		return float64(v.Uint32())
	case proto.TypeInt64:
		return float64(v.Int64())
	case proto.TypeUint64:
		return float64(v.Uint64())
	case proto.TypeFloat32:
		return float64(v.Float32())
	case proto.TypeFloat64:
		return v.Float64()
	}
	return math.NaN()
}
