package scenario

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// Tracker is a device of the team, with the key that it sends with.
type Tracker struct {
	ID           int64
	Serial, Name string
	Key          string
}

// teammate is a player whose account the coach keeps: nobody signs in to it.
type teammate struct {
	first, last, gender string
	born                int
	shirt               int
	// top is the highest heart rate.
	top int
}

var teammates = []teammate{
	{"Jules", "Perrin", "M", 2001, 1, 196}, {"Nina", "Favre", "F", 2003, 3, 194}, {"Hugo", "Blanc", "M", 2000, 4, 193}, {"Léa", "Morel", "F", 2002, 5, 197},
	{"Tom", "Schmid", "M", 2004, 6, 199}, {"Sara", "Conti", "F", 2001, 7, 192}, {"Noé", "Rochat", "M", 2003, 8, 198}, {"Emma", "Keller", "F", 2000, 9, 191},
	{"Luca", "Rossi", "M", 2002, 10, 195}, {"Zoé", "Martin", "F", 2004, 11, 200},
}

// guests are those of the cast who play along.
var guests = []int{athleteMaya, athleteTheo}

// team is the first coach's, being made or playing.
type team struct {
	Deps
	seed    uint64
	now     time.Time
	coach   access.Viewer
	players []player
}

// player is somebody with a device.
type player struct {
	athlete int64
	top     int
	tracker Tracker
}

// FillTeam gives the first coach of a filled server a team that wears devices: players, what they did in the last matches and
// trainings, who looked at it, and the match of Kickoff. It gives the devices in the order of the players; their keys are known
// nowhere else.
func FillTeam(ctx context.Context, d Deps, seed uint64, now time.Time) ([]Tracker, error) {
	t, err := teamOf(ctx, d, seed, now)
	if err != nil {
		return nil, err
	}
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{{"players", t.sign}, {"devices", t.equip}, {"matches", t.season}, {"a match for today", t.kickOff}} {
		if err := step.do(ctx); err != nil {
			return nil, fmt.Errorf("making %s: %w", step.what, err)
		}
	}
	trackers := make([]Tracker, len(t.players))
	for i := range t.players {
		trackers[i] = t.players[i].tracker
	}
	return trackers, nil
}

func teamOf(ctx context.Context, d Deps, seed uint64, now time.Time) (*team, error) {
	p, err := d.Auth.PersonByName(ctx, cast[coachCamille].Username)
	return &team{Deps: d, seed: seed, now: now, coach: access.Viewer{Person: p}}, err
}

// at is the service as of a moment.
func (t *team) at(moment time.Time) *monitor.Service {
	return t.MonitorAt(func() time.Time { return moment })
}

// sign makes the accounts that the coach keeps, and asks the guests.
func (t *team) sign(ctx context.Context) error {
	m := t.at(t.now)
	if err := m.Permit(ctx, t.coach.ID(), monitor.MayManage, true); err != nil {
		return err
	}
	for i := range teammates {
		one := &teammates[i]
		a := monitor.Athlete{ManagedBy: t.coach.ID(), ExternalID: "shirt-" + strconv.Itoa(one.shirt), Gender: one.gender}
		a.Profile = person.Profile{FirstName: one.first, LastName: one.last, BirthDate: time.Date(one.born, time.Month(1+i), 3+2*i, 0, 0, 0, 0, time.UTC)}
		made, err := m.CreateManaged(ctx, t.coach, a)
		if err != nil {
			return err
		}
		t.players = append(t.players, player{athlete: made.ID, top: one.top})
	}
	for _, i := range guests {
		p, err := t.Auth.PersonByName(ctx, cast[i].Username)
		if err != nil {
			return err
		}
		t.players = append(t.players, player{athlete: p.ID, top: int(cast[i].MaxHeartRate)})
	}
	return nil
}

// The devices besides those that play: a spare one, and one that went back to its maker.
const (
	serials      = "VX-20"
	spareSerial  = "VX-2090"
	formerSerial = "VX-1007"
)

// equip gives everybody a device, with a name that the coach sees at a glance.
func (t *team) equip(ctx context.Context) error {
	m := t.at(t.now.AddDate(0, -8, 0))
	add := func(serial, name string, owner int64) (Tracker, error) {
		made, key, err := m.AddTracker(ctx, serial, "Vest "+serial, owner)
		if err != nil || owner == 0 || name == "" {
			return Tracker{ID: made.ID, Serial: serial, Key: key}, err
		}
		_, err = m.NameTracker(ctx, t.coach, made.ID, name)
		return Tracker{ID: made.ID, Serial: serial, Name: name, Key: key}, err
	}
	for i := range t.players {
		var err error
		if t.players[i].tracker, err = add(serials+strconv.Itoa(41+i), "Vest "+strconv.Itoa(i+1), t.coach.ID()); err != nil {
			return err
		}
	}
	if _, err := add(spareSerial, "", t.coach.ID()); err != nil {
		return err
	}
	former, err := add(formerSerial, "", 0)
	if err != nil {
		return err
	}
	if _, err = m.TakeTracker(ctx, t.coach, former.ID); err != nil {
		return err
	}
	_, err = t.at(t.now.AddDate(0, -2, 0)).ReleaseTracker(ctx, t.coach, former.ID)
	return err
}

// TeamCoach is the username of whose team it is.
func TeamCoach() string { return cast[coachCamille].Username }
