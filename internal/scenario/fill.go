package scenario

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/body"
	"palestra/internal/core/monitor"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
	"palestra/internal/core/strength"
)

// Deps are the services that the cast signs up and trains with.
type Deps struct {
	Auth       *auth.Service
	Activities *activity.Service
	Access     *access.Service
	Plans      *plan.Service
	// MonitorAt is the service that measures and grants, by any clock: what it writes down is then of that time.
	MonitorAt func(clock func() time.Time) *monitor.Service
	Gym
}

// Gym are the services for strength, food and the body; without them the cast has none of it. Foods must know the catalogue that
// comes with the program, or there is no diary.
type Gym struct {
	Training *strength.Service
	// Editor adds pictures to a few exercises.
	Editor *strength.Editor
	Foods  *nutrition.Catalogue
	Eating *nutrition.Service
	Body   *body.Service
}

// SignIn is how one of the cast gets in; the password is made for this server and known nowhere else.
type SignIn struct {
	Name, Username, Email, Password string
	Role                            person.Role
	// Admin is true for the person who may manage accounts.
	Admin bool
}

// Result is what Fill made.
type Result struct {
	// SignIns are in the order of Cast.
	SignIns    []SignIn
	Activities int
}

// Fill signs the cast up on an empty server and stores their season up to now, oldest first, the way people do: accounts,
// grants, equipment, then one upload after the other. progress, unless nil, is told how many of how many activities are
// stored. On an error, which may be a name that is taken already, what was stored before it stays.
func Fill(ctx context.Context, d Deps, seed uint64, now time.Time, progress func(done, total int)) (Result, error) {
	var result Result
	sessions := Season(seed, now)
	f := filling{Deps: d, people: make(map[string]access.Viewer, len(cast))}
	for i := range cast {
		signIn, err := f.signUp(ctx, &cast[i])
		if err != nil {
			return result, fmt.Errorf("making the account %s: %w", cast[i].Username, err)
		}
		result.SignIns = append(result.SignIns, signIn)
	}
	if err := f.grant(ctx, sessions[0].Start); err != nil {
		return result, fmt.Errorf("granting: %w", err)
	}
	if err := f.equip(ctx); err != nil {
		return result, fmt.Errorf("making equipment: %w", err)
	}
	if err := f.plan(ctx, seed, now, sessions); err != nil {
		return result, fmt.Errorf("planning: %w", err)
	}
	if err := f.ask(ctx); err != nil {
		return result, fmt.Errorf("asking: %w", err)
	}
	if err := f.gym(ctx, seed, now); err != nil {
		return result, fmt.Errorf("lifting and eating: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	files := record(ctx, sessions)
	for i := range sessions {
		if err := f.next(ctx, &sessions[i], files[i]); err != nil {
			return result, fmt.Errorf("storing %s of %s: %w", sessions[i].name, sessions[i].Start.Format(time.DateTime), err)
		}
		result.Activities++
		if progress != nil {
			progress(i+1, len(sessions))
		}
	}
	return result, nil
}

// filling is a Fill under way.
type filling struct {
	Deps
	people map[string]access.Viewer
}

// signUp makes an account with a password of its own.
func (f *filling) signUp(ctx context.Context, p *Person) (SignIn, error) {
	r := auth.Registration{
		Username: p.Username, Email: p.Email, Password: newPassword(), Role: person.Athlete,
		Language: p.Language, TimeZone: p.Zone, PolicyAccepted: true,
	}
	if p.Coach {
		r.Role = person.Coach
	}
	account, err := f.Auth.CreateAccount(ctx, r)
	if err != nil {
		return SignIn{}, err
	}
	wishes := account.Preferences
	wishes.Imperial, wishes.WeekStartsMonday = p.Imperial, true
	if account, err = f.Auth.SetPreferences(ctx, access.Viewer{Person: account}, wishes); err != nil {
		return SignIn{}, err
	}
	profile := person.Profile{FirstName: p.FirstName, LastName: p.LastName}
	if account, err = f.Auth.SetProfile(ctx, access.Viewer{Person: account}, profile); err != nil {
		return SignIn{}, err
	}
	f.people[p.Username] = access.Viewer{Person: account}
	return SignIn{
		Name: p.FirstName + " " + p.LastName, Username: p.Username, Email: p.Email, Password: r.Password, Role: r.Role, Admin: account.Admin,
	}, nil
}

// grant lets each athlete's coach plan, and read what is recorded since the season began: the first half of the squad trains with
// the first coach, the others with the second, and the busiest athlete with both.
func (f *filling) grant(ctx context.Context, since time.Time) error {
	for i := coachJonas + 1; i < len(cast); i++ {
		coaches := []int{coachCamille}
		switch {
		case i == athleteMaya:
			coaches = append(coaches, coachJonas)
		case i > athleteTheo:
			coaches = []int{coachJonas}
		}
		for _, coach := range coaches {
			for _, p := range []access.Permission{access.PermissionRead, access.PermissionWrite} {
				given := since.AddDate(0, 0, -1)
				g := access.Grant{Athlete: f.id(i), Coach: f.id(coach), Permission: p, From: given}
				m := f.MonitorAt(func() time.Time { return given })
				if _, err := m.Grant(ctx, f.people[cast[i].Username], g); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (f *filling) id(i int) int64 {
	v := f.people[cast[i].Username]
	return v.ID()
}

// equip gives the busiest athlete shoes and a bike, which new activities then wear out by themselves.
func (f *filling) equip(ctx context.Context) error {
	const shoes, bike = 1, 2
	for _, e := range []activity.Equipment{
		{Label: "Blue road shoes", Type: shoes, DefaultFor: []sport.ID{sport.Running}},
		{Label: "Trail shoes", Type: shoes, DefaultFor: []sport.ID{sport.Trail, sport.Hiking}},
		{Label: "Steel road bike", Type: bike, DefaultFor: []sport.ID{sport.CyclingSport}},
	} {
		if _, err := f.Activities.CreateEquipment(ctx, f.people[cast[athleteMaya].Username], e); err != nil {
			return err
		}
	}
	return nil
}

// recorded is a session's file, or why there is none.
type recorded struct {
	file *File
	err  error
}

// record makes the sessions' files on all processors while others are stored: one channel a session, each of which gets
// its file. Only a few are made ahead, so that a season is never in memory as a whole.
func record(ctx context.Context, sessions []Session) []chan recorded {
	files := make([]chan recorded, len(sessions))
	for i := range files {
		files[i] = make(chan recorded)
	}
	next := make(chan int)
	go func() {
		defer close(next)
		for i := range sessions {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	for range runtime.GOMAXPROCS(0) + 1 {
		go func() {
			for i := range next {
				file, err := sessions[i].File()
				select {
				case files[i] <- recorded{file, err}:
				case <-ctx.Done():
					return
				}
			}
		}()
	}
	return files
}

// next stores a session as soon as its file is there.
func (f *filling) next(ctx context.Context, s *Session, file <-chan recorded) error {
	select {
	case r := <-file:
		if r.err != nil {
			return r.err
		}
		return f.store(ctx, s, r.file)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// store uploads a session's file, or tells of it where there is none.
func (f *filling) store(ctx context.Context, s *Session, file *File) error {
	v := f.people[s.Athlete.Username]
	if file == nil {
		_, err := f.Activities.Record(ctx, v, s.Entry())
		return err
	}
	return f.upload(ctx, v, s, file)
}

func (f *filling) upload(ctx context.Context, v access.Viewer, s *Session, file *File) error {
	staged, err := f.Activities.Stage(bytes.NewReader(file.Data), file.Name)
	if err != nil {
		return err
	}
	defer staged.Discard()
	u := activity.Upload{File: staged, Name: file.Name, Sport: s.Sport, Visibility: s.Visibility}
	if s.Title != "" {
		u.Title = &s.Title
	}
	if s.Notes != "" {
		u.Notes = &s.Notes
	}
	_, err = f.Activities.Upload(ctx, v, u)
	return err
}
