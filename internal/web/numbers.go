package web

import (
	"math"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
	"palestra/internal/web/format"
)

// figure is a number with its label.
func figure(label string, v format.Quantity) number {
	return number{Label: label, Value: v.Value, Unit: v.Unit}
}

// plain is a quantity that needs no unit, such as a duration.
func plain(value string) format.Quantity { return format.Quantity{Value: value} }

// known is a figure, or one without value where there is nothing to show.
func known(label string, ok bool, v format.Quantity) number {
	if !ok {
		return number{Label: label}
	}
	return figure(label, v)
}

// withNote adds a second figure in small type under the first: a maximum under an average.
func (n number) withNote(note string) number { n.Note = note; return n }

// speedNumber is an average speed the way the sport reads it: as pace or as speed. kmh may be NaN.
func speedNumber(who reader, sp sport.Sport, kmh float64) number {
	ok := kmh > 0
	if sp.Pace || sp.Family == sport.FamilySwimming && sp.Distance {
		return known(who.words.T("number.pace"), ok, speedOrPace(who, sp, kmh))
	}
	return known(who.words.T("number.speed"), ok, speedOrPace(who, sp, kmh))
}

func speedOrPace(who reader, sp sport.Sport, kmh float64) format.Quantity {
	switch {
	case sp.Pace:
		return who.print.Pace(kmh / 3.6)
	case sp.Family == sport.FamilySwimming && sp.Distance:
		return who.print.SwimPace(kmh / 3.6)
	}
	return who.print.Speed(kmh / 3.6)
}

func seconds(who reader, s int64) format.Quantity {
	return plain(who.print.Duration(time.Duration(s) * time.Second))
}

// leadNumbers are the three or so that an activity is remembered by.
func leadNumbers(who reader, a *activity.Activity) []number {
	t, sp := who.words.T, sportOf(a.Sport)
	return present(
		known(t("number.distance"), a.Distance > 0, who.print.Distance(a.Distance)),
		figure(t("number.moving"), seconds(who, a.Moving)),
		speedNumber(who, sp, a.AveSpeed),
	)
}

// moreNumbers are all others that are known.
func moreNumbers(who reader, a *activity.Activity) []number {
	t, p, sp := who.words.T, who.print, sportOf(a.Sport)
	elapsed := figure(t("number.elapsed"), seconds(who, a.Duration))
	if a.Pauses > 0 {
		elapsed = elapsed.withNote(t("number.pauses", seconds(who, a.Pauses)))
	}
	best := t("number.max_speed")
	if sp.Pace {
		best = t("number.best_pace")
	}
	return present(
		elapsed,
		known(best, a.MaxSpeed > 0 && a.File != nil, speedOrPace(who, sp, a.MaxSpeed)),
		known(t("number.ascent"), !math.IsNaN(a.Ascent), p.Elevation(a.Ascent)),
		known(t("number.descent"), !math.IsNaN(a.Descent), p.Elevation(a.Descent)),
		known(t("number.max_alt"), !math.IsNaN(a.MaxAlt), p.Elevation(a.MaxAlt)).withNote(noteIf(!math.IsNaN(a.MinAlt), t("number.lowest", p.Elevation(a.MinAlt)))),
		sensor(who, "number.heart", a.AveHeartRate, a.MaxHeartRate, p.HeartRate),
		sensor(who, "number.cadence", a.AveCadence, a.MaxCadence, func(v float64) format.Quantity { return cadence(who, sp, v) }),
		sensor(who, "number.power", a.AvePower, a.MaxPower, p.Power),
		known(t("number.energy"), a.Calories > 0, p.Energy(float64(a.Calories))),
	)
}

// cadence of a step sport is recorded in strides; people count steps, two of them.
func cadence(who reader, sp sport.Sport, v float64) format.Quantity {
	if sp.Steps {
		v *= 2
	}
	return who.print.Cadence(v, sp.Steps)
}

func sensor(who reader, key string, average, maximum int, write func(float64) format.Quantity) number {
	n := known(who.words.T(key), average != track.None && average > 0, write(float64(average)))
	return n.withNote(noteIf(maximum != track.None && maximum > 0, who.words.T("number.highest", write(float64(maximum)))))
}

func noteIf(ok bool, note string) string {
	if !ok {
		return ""
	}
	return note
}

// present keeps the figures that have a value.
func present(all ...number) []number {
	kept := all[:0]
	for _, n := range all {
		if n.Value != "" {
			kept = append(kept, n)
		}
	}
	return kept
}
