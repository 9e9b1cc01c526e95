package export

import (
	"math"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

// The documents of an archive. Units are in the names; what is not known is null.
type (
	userJSON struct {
		Username         string           `json:"username"`
		Email            string           `json:"email"`
		Role             string           `json:"role"`
		Admin            bool             `json:"admin"`
		CreatedAt        *time.Time       `json:"created_at"`
		PolicyAcceptedAt *time.Time       `json:"privacy_policy_accepted_at"`
		FirstName        string           `json:"first_name"`
		LastName         string           `json:"last_name"`
		Bio              string           `json:"bio"`
		Location         string           `json:"location"`
		BirthDate        string           `json:"birth_date"`
		Preferences      preferencesJSON  `json:"preferences"`
		Sports           []preferenceJSON `json:"sports"`
	}
	preferencesJSON struct {
		Language          string `json:"language"`
		TimeZone          string `json:"timezone"`
		DateFormat        string `json:"date_format"`
		Theme             string `json:"theme"`
		Imperial          bool   `json:"imperial_units"`
		WeekStartsMonday  bool   `json:"week_starts_monday"`
		DisplayAscent     bool   `json:"display_ascent"`
		ElevationFromZero bool   `json:"start_elevation_at_zero"`
		RawMaxSpeed       bool   `json:"use_raw_speed"`
	}
	preferenceJSON struct {
		Sport        string  `json:"sport"`
		Color        string  `json:"color"`
		Active       bool    `json:"is_active"`
		StoppedSpeed float64 `json:"stopped_speed_threshold_kmh"`
	}
	equipmentJSON struct {
		ID          string     `json:"id"`
		Label       string     `json:"label"`
		Description *string    `json:"description"`
		Type        string     `json:"type"`
		Active      bool       `json:"is_active"`
		CreatedAt   *time.Time `json:"created_at"`
		DefaultFor  []string   `json:"default_for_sports"`
		Activities  int        `json:"workouts_count"`
		Distance    float64    `json:"total_distance_m"`
		Duration    int64      `json:"total_duration_s"`
		Moving      int64      `json:"total_moving_s"`
	}
	workoutJSON struct {
		ID          string     `json:"id"`
		Sport       string     `json:"sport"`
		Title       string     `json:"title"`
		Notes       *string    `json:"notes"`
		Description *string    `json:"description"`
		Visibility  string     `json:"visibility"`
		Start       *time.Time `json:"start"`
		CreatedAt   *time.Time `json:"created_at"`
		ModifiedAt  *time.Time `json:"modified_at"`
		numbersJSON
		Calories  *int          `json:"calories_kcal"`
		Device    string        `json:"device"`
		Software  string        `json:"software"`
		Segments  []numbersJSON `json:"segments"`
		Records   []recordJSON  `json:"records"`
		Equipment []string      `json:"equipment_ids"`
		File      *string       `json:"file"`
	}
	numbersJSON struct {
		Duration     int64    `json:"duration_s"`
		Moving       int64    `json:"moving_s"`
		Pauses       int64    `json:"pauses_s"`
		Distance     float64  `json:"distance_m"`
		AveSpeed     *float64 `json:"ave_speed_kmh"`
		MaxSpeed     *float64 `json:"max_speed_kmh"`
		MinAlt       *float64 `json:"min_alt_m"`
		MaxAlt       *float64 `json:"max_alt_m"`
		Ascent       *float64 `json:"ascent_m"`
		Descent      *float64 `json:"descent_m"`
		AveHeartRate *int     `json:"ave_hr_bpm"`
		MaxHeartRate *int     `json:"max_hr_bpm"`
		AveCadence   *int     `json:"ave_cadence_rpm"`
		MaxCadence   *int     `json:"max_cadence_rpm"`
		AvePower     *int     `json:"ave_power_w"`
		MaxPower     *int     `json:"max_power_w"`
	}
	recordJSON struct {
		Type  string  `json:"type"`
		Value float64 `json:"value"`
	}
)

func userOf(p *person.Person, sports []activity.SportPreference) userJSON {
	f := &p.Preferences
	u := userJSON{
		Username: p.Username, Email: p.Email, Role: string(p.Role), Admin: p.Admin, CreatedAt: moment(p.CreatedAt), PolicyAcceptedAt: moment(p.PolicyAcceptedAt),
		FirstName: p.Profile.FirstName, LastName: p.Profile.LastName, Bio: p.Profile.Bio, Location: p.Profile.Location, Sports: []preferenceJSON{},
		Preferences: preferencesJSON{
			Language: f.Language, TimeZone: f.TimeZone, DateFormat: f.DateFormat, Theme: f.Theme, Imperial: f.Imperial,
			WeekStartsMonday: f.WeekStartsMonday, DisplayAscent: !f.HideAscent, ElevationFromZero: !f.KeepElevationBase, RawMaxSpeed: f.RawMaxSpeed,
		},
	}
	if !p.Profile.BirthDate.IsZero() {
		u.BirthDate = p.Profile.BirthDate.UTC().Format(time.DateOnly)
	}
	for _, s := range sports {
		u.Sports = append(u.Sports, preferenceJSON{Sport: sportName(s.Sport), Color: s.Color, Active: s.Active, StoppedSpeed: s.StoppedSpeed})
	}
	return u
}

func equipmentOf(e *activity.Equipment) equipmentJSON {
	kind, _ := activity.EquipmentTypeByID(e.Type)
	j := equipmentJSON{
		ID: e.UUID, Label: e.Label, Description: e.Description, Type: kind.Label, Active: e.Active, CreatedAt: moment(e.CreatedAt),
		DefaultFor: []string{}, Activities: e.Activities, Distance: e.Distance, Duration: e.Duration, Moving: e.Moving,
	}
	for _, s := range e.DefaultFor {
		j.DefaultFor = append(j.DefaultFor, sportName(s))
	}
	return j
}

func workoutOf(a *activity.Activity, file string) workoutJSON {
	j := workoutJSON{
		ID: a.UUID, Sport: sportName(a.Sport), Title: a.Title, Notes: a.Notes, Description: a.Description, Visibility: string(a.Visibility),
		Start: moment(a.Start), CreatedAt: moment(a.CreatedAt), ModifiedAt: moment(a.ModifiedAt), numbersJSON: numbersOf(&a.Numbers),
		Calories: counted(a.Calories), Device: a.Device, Software: a.Software, Segments: []numbersJSON{}, Records: []recordJSON{}, Equipment: []string{},
	}
	for i := range a.Segments {
		j.Segments = append(j.Segments, numbersOf(&a.Segments[i].Numbers))
	}
	for _, r := range a.Records {
		j.Records = append(j.Records, recordJSON{string(r.Type), r.Value})
	}
	for i := range a.Equipment {
		j.Equipment = append(j.Equipment, a.Equipment[i].UUID)
	}
	if file != "" {
		j.File = &file
	}
	return j
}

func numbersOf(n *activity.Numbers) numbersJSON {
	return numbersJSON{
		Duration: n.Duration, Moving: n.Moving, Pauses: n.Pauses, Distance: n.Distance,
		AveSpeed: known(n.AveSpeed), MaxSpeed: known(n.MaxSpeed), MinAlt: known(n.MinAlt), MaxAlt: known(n.MaxAlt),
		Ascent: known(n.Ascent), Descent: known(n.Descent), AveHeartRate: counted(n.AveHeartRate), MaxHeartRate: counted(n.MaxHeartRate),
		AveCadence: counted(n.AveCadence), MaxCadence: counted(n.MaxCadence), AvePower: counted(n.AvePower), MaxPower: counted(n.MaxPower),
	}
}

// sportName is the catalogue's word for a sport.
func sportName(id sport.ID) string {
	s, _ := sport.ByID(id)
	return s.Key
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func known(f float64) *float64 {
	if math.IsNaN(f) {
		return nil
	}
	return &f
}

func counted(n int) *int {
	if n == track.None {
		return nil
	}
	return &n
}
