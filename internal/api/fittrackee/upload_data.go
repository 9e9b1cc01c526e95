package fittrackee

import (
	"fmt"

	"palestra/internal/api/wire"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// parseUpload reads the "data" part. Unknown keys are nobody's business.
func parseUpload(f *form) (activity.Upload, payload, error) {
	u := activity.Upload{File: f.staged, Name: f.name}
	o, err := wire.ParseLenientObject(f.data)
	p := payload{o}
	if err != nil || !p.given("sport_id") {
		return u, p, errPayload
	}
	s, err := p.uploadSport()
	if err != nil {
		return u, p, err
	}
	u.Sport = s.ID
	if u.Equipment, err = p.equipmentIDs(); err != nil {
		return u, p, err
	}
	err = p.texts(map[string]**string{"title": &u.Title, "description": &u.Description, "notes": &u.Notes})
	return u, p, err
}

// uploadSport finds the sport; an unknown one reads differently when equipment was asked for.
func (p payload) uploadSport() (sport.Sport, error) {
	n, ok := p.whole("sport_id")
	if !ok {
		return sport.Sport{}, errPayload
	}
	s, ok := sportByID(n)
	switch {
	case ok:
		return s, nil
	case p.given("equipment_ids"):
		return s, unknownSport(fmt.Sprint(n))
	default:
		return s, failed(fmt.Sprintf("Sport id: %d does not exist", n))
	}
}

// unknownSport names it as it was sent.
func unknownSport(sent string) *refusal { return invalid("error", "sport id "+sent+" not found") }

// uploadError gives the reference's words to what only an upload can be refused for.
func uploadError(err error) error {
	switch fault.CodeOf(err) {
	case "activity.start":
		return failed("gpx file is invalid")
	case "file.unsupported_extension":
		return errExtension
	}
	return err
}
