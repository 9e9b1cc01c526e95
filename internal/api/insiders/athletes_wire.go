package insiders

import (
	"encoding/base64"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// athleteWire is an athlete. A nil Email leaves the member out.
type athleteWire struct {
	ID         int64       `json:"id"`
	Username   string      `json:"username"`
	ExternalID *string     `json:"external_id"`
	Email      *string     `json:"email,omitempty"`
	ManagedBy  *int64      `json:"managed_by"`
	Profile    profileWire `json:"athlete_profile"`
}

type profileWire struct {
	ID          int64    `json:"id"`
	ExternalID  *string  `json:"external_id"`
	FirstName   *string  `json:"first_name"`
	LastName    *string  `json:"last_name"`
	Gender      *string  `json:"gender"`
	Weight      *float64 `json:"weight"`
	Height      *float64 `json:"height"`
	BirthDate   *string  `json:"birth_date"`
	Nationality *string  `json:"nationality"`
	Picture     *string  `json:"profile_picture"`
}

// pictureBudget is how many bytes of pictures one answer carries at most; in a list, athletes after that have none.
const pictureBudget = 24 << 20

// portraits reads pictures for one answer.
type portraits struct {
	auth *auth.Service
	left int64
}

func (d *Dialect) portraits() *portraits { return &portraits{d.auth, d.pictures} }

// of is somebody's picture in base 64, nil when there is none.
func (p *portraits) of(pic person.Picture) (*string, error) {
	data, err := p.auth.Portrait(pic, p.left)
	if err != nil || data == nil {
		return nil, err
	}
	p.left -= int64(len(data))
	text := base64.StdEncoding.EncodeToString(data)
	return &text, nil
}

func toAthlete(a *monitor.Athlete, pictures *portraits) (athleteWire, error) {
	picture, err := pictures.of(a.Picture)
	email := a.Email
	return athleteWire{
		ID: a.ID, Username: a.Username, ExternalID: textOrNull(a.ExternalID), Email: &email, ManagedBy: idOrNull(a.ManagedBy),
		Profile: profileWire{
			ID: a.ID, ExternalID: textOrNull(a.ProfileExternalID), FirstName: textOrNull(a.Profile.FirstName),
			LastName: textOrNull(a.Profile.LastName), Gender: textOrNull(a.Gender), Weight: a.Weight, Height: a.Height,
			BirthDate: dayOrNull(a.Profile.BirthDate), Nationality: textOrNull(a.Nationality), Picture: picture,
		},
	}, err
}

func dayOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(time.DateOnly)
	return &s
}
