package plan

import (
	"bytes"
	"fmt"
	"math"
	"time"

	"github.com/muktihari/fit/encoder"
	"github.com/muktihari/fit/profile/filedef"
	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"

	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

func errVariant(name string) error {
	return fault.InvalidField("variant", "workout.variant", fmt.Sprintf("There is no variant %q.", name))
}

// FIT writes a variant of a workout, or the first, as a FIT workout file for watches and bike computers: a message for each step
// and one behind each repeat that goes back to its first step. made is the time that the file is stamped with.
// (FIT SDK, "Workout" file type; offsets of targets by the profile's workout_hr and workout_power.)
func FIT(w *Workout, variant string, made time.Time) ([]byte, error) {
	v, err := w.one(variant)
	if err != nil {
		return nil, err
	}
	file := filedef.NewWorkout()
	file.FileId = *mesgdef.NewFileId(nil).SetType(typedef.FileWorkout).SetManufacturer(typedef.ManufacturerDevelopment).SetProduct(0).
		SetSerialNumber(uint32(w.ID)).SetTimeCreated(made.UTC())
	name := w.Title
	if v.Name != "" {
		name += " - " + v.Name
	}
	file.WorkoutSteps = fitSteps(nil, v.Steps)
	file.Workout = mesgdef.NewWorkout(nil).SetWktName(name).SetSport(fitSport(w.Sport)).SetNumValidSteps(uint16(len(file.WorkoutSteps)))
	fit := file.ToFIT(nil)
	var b bytes.Buffer
	if err := encoder.New(&b).Encode(&fit); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// fitSteps appends steps; the repeat behind nested steps counts messages, so they are numbered as they come.
func fitSteps(all []*mesgdef.WorkoutStep, steps []Step) []*mesgdef.WorkoutStep {
	for i := range steps {
		s := &steps[i]
		if !s.IsRepeat() {
			all = append(all, fitLeaf(s).SetMessageIndex(typedef.MessageIndex(len(all))))
			continue
		}
		first := len(all)
		all = fitSteps(all, s.Steps)
		if s.Times() > 1 {
			all = append(all, mesgdef.NewWorkoutStep(nil).SetMessageIndex(typedef.MessageIndex(len(all))).
				SetDurationType(typedef.WktStepDurationRepeatUntilStepsCmplt).SetDurationValue(uint32(first)).
				SetTargetType(typedef.WktStepTargetOpen).SetTargetValue(uint32(s.Times())))
		}
	}
	return all
}

var fitIntensities = map[Intensity]typedef.Intensity{
	Warmup: typedef.IntensityWarmup, Interval: typedef.IntensityInterval, Active: typedef.IntensityActive, Recovery: typedef.IntensityRecovery,
	Rest: typedef.IntensityRest, Cooldown: typedef.IntensityCooldown,
}

func fitLeaf(s *Step) *mesgdef.WorkoutStep {
	m := mesgdef.NewWorkoutStep(nil).SetIntensity(fitIntensities[s.Intensity]).SetWktStepName(s.line())
	switch s.Ends {
	case DurationTime:
		m.SetDurationType(typedef.WktStepDurationTime).SetDurationValue(fitNumber(s.Seconds() * 1000))
	case DurationDistance:
		m.SetDurationType(typedef.WktStepDurationDistance).SetDurationValue(fitNumber(s.Meters() * 100))
	default:
		m.SetDurationType(typedef.WktStepDurationOpen)
	}
	low, high, ok := s.Range()
	target, scale, offset := fitTarget(s)
	if !ok {
		return m.SetTargetType(typedef.WktStepTargetOpen)
	}
	if s.Target == TargetPace {
		if low <= 0 || high <= 0 {
			return m.SetTargetType(typedef.WktStepTargetOpen)
		}
		low, high = 1000/high, 1000/low
	}
	return m.SetTargetType(target).SetTargetValue(0).SetCustomTargetValueLow(fitNumber(low*scale + offset)).SetCustomTargetValueHigh(fitNumber(high*scale + offset))
}

// fitTarget is the kind of a target, with what a value of ours is multiplied by and what is added: heart rates up to 100 and
// powers up to 1000 are percentages, absolute ones lie above.
func fitTarget(s *Step) (t typedef.WktStepTarget, scale, offset float64) {
	absolute := func(n float64) float64 {
		if s.ValueType == Percent {
			return 0
		}
		return n
	}
	switch s.Target {
	case TargetSpeed, TargetPace:
		return typedef.WktStepTargetSpeed, 1000, 0
	case TargetSpeedLap:
		return typedef.WktStepTargetSpeedLap, 1000, 0
	case TargetHeartRate:
		return typedef.WktStepTargetHeartRate, 1, absolute(100)
	case TargetHeartRateLap:
		return typedef.WktStepTargetHeartRateLap, 1, absolute(100)
	case TargetPower:
		return typedef.WktStepTargetPower, 1, absolute(1000)
	case TargetPowerLap:
		return typedef.WktStepTargetPowerLap, 1, absolute(1000)
	case TargetCadence:
		return typedef.WktStepTargetCadence, 1, 0
	}
	return typedef.WktStepTargetOpen, 0, 0
}

// fitNumber fits a value into the format; 0xFFFFFFFF means none there.
func fitNumber(v float64) uint32 {
	return uint32(math.Round(max(0, min(v, math.MaxUint32-1))))
}

var fitSports = map[sport.Family]typedef.Sport{
	sport.FamilyRunning: typedef.SportRunning, sport.FamilyCycling: typedef.SportCycling, sport.FamilySwimming: typedef.SportSwimming,
	sport.FamilyWalking: typedef.SportWalking, sport.FamilyRowing: typedef.SportRowing, sport.FamilyStrength: typedef.SportTraining,
	sport.FamilyNordic: typedef.SportCrossCountrySkiing, sport.FamilyMulti: typedef.SportMultisport, sport.FamilyPaddling: typedef.SportPaddling,
}

func fitSport(id sport.ID) typedef.Sport {
	if s, ok := fitSports[sportWord(id)]; ok {
		return s
	}
	return typedef.SportGeneric
}
