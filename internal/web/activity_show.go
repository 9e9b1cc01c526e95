package web

import (
	"math"
	"net/http"
	"strings"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// activityPage is one activity.
type activityPage struct {
	Title, Sport, Icon, Date, Clock, Machine string
	// Owner is the name of somebody else whose activity it is.
	Owner              string
	Description, Notes string
	Visibility         string
	Lead, More         []number
	Medals             []medal
	Map                *mapFrame
	Charts             []chartFrame
	// Track is where the script reads the points, "" when there are none; Script what it has to know.
	Track  string
	Script trackScript
	Parts  *partsTable
	About  []number
	// Equipment is what the owner had on.
	Equipment []pageTo
	// Links of the owner.
	Edit, Delete, Original, GPX string
	Previous, Next              string
}

// pageTo is a link to a page of ours.
type pageTo struct{ Label, Href string }

// medal is a personal record that the activity holds.
type medal struct{ Label, Value string }

// trackScript is what the chart and map script needs, as data attributes.
type trackScript struct {
	Track, Tiles, OutsideTiles, Attribution string
	// DistanceUnit labels the axis; Pace tells that speeds are read as paces.
	DistanceUnit string
	Pace         bool
}

// activityID is the id in a path; one that can't be an id is of nothing.
func activityID(r *http.Request) (string, error) {
	id := r.PathValue("id")
	if !uuidPattern.MatchString(id) {
		return "", fault.Missing("activity")
	}
	return id, nil
}

// shared serves what strangers may see too when it is public. To them, what is not theirs to see and what is not there
// look alike: the sign-in.
func (s *Site) shared(h handler) http.HandlerFunc {
	return s.open(func(r *http.Request, who reader) (reply, error) {
		answer, err := h(r, who)
		if !who.viewer.SignedIn() && (fault.Is(err, fault.NotFound) || fault.Is(err, fault.Forbidden)) {
			err = fault.New(fault.Unauthenticated, "auth.session", "not signed in")
		}
		return answer, err
	})
}

// showActivity serves GET /activities/{id}.
func (s *Site) showActivity(r *http.Request, who reader) (reply, error) {
	id, err := activityID(r)
	if err != nil {
		return reply{}, err
	}
	a, err := s.deps.Activities.Get(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	sp := sportOf(a.Sport)
	body := activityPage{
		Title: a.Title, Sport: sportName(who, a.Sport), Icon: sportIcon(sp),
		Date: who.print.DateLong(a.Start), Clock: who.print.Clock(a.Start), Machine: who.print.Machine(a.Start),
		Description: text(a.Description), Notes: text(a.Notes), Visibility: visibilityName(who, a.Visibility),
		Lead: leadNumbers(who, a), More: moreNumbers(who, a), Medals: medals(who, a), About: about(who, a),
		Charts: chartFrames(who, sp, a), Map: s.mapFrame(who, a),
	}
	if a.HasTrack() || len(body.Charts) > 0 {
		body.Script = s.trackScript(who, sp, a)
	}
	if body.Parts, err = s.parts(r, who, a); err != nil {
		return reply{}, err
	}
	if a.Owner == who.viewer.ID() {
		s.ownerLinks(&body, a)
	} else {
		body.Owner = a.OwnerName
	}
	frame := shell{Title: a.Title, Nav: "activities", Map: a.HasTrack(), Chart: len(body.Charts) > 0}
	return reply{page: "activity", shell: frame, body: body}, nil
}

func (s *Site) ownerLinks(body *activityPage, a *activity.Activity) {
	here := s.link("/activities/" + a.UUID)
	body.Edit, body.Delete = here+"/edit", here+"/delete"
	for i := range a.Equipment {
		body.Equipment = append(body.Equipment, pageTo{a.Equipment[i].Label, s.link("/settings/equipment/" + a.Equipment[i].UUID)})
	}
	if a.File != nil {
		body.Original = here + "/original"
	}
	if a.HasTrack() {
		body.GPX = here + "/gpx"
	}
	if a.Previous != "" {
		body.Previous = s.link("/activities/" + a.Previous)
	}
	if a.Next != "" {
		body.Next = s.link("/activities/" + a.Next)
	}
}

func (s *Site) mapFrame(who reader, a *activity.Activity) *mapFrame {
	if !a.HasTrack() {
		return nil
	}
	return &mapFrame{Picture: s.pictureLink(a), Alt: who.words.T("activity.map_alt", a.Title)}
}

func (s *Site) trackScript(who reader, sp sport.Sport, a *activity.Activity) trackScript {
	return trackScript{
		Track: s.link("/activities/" + a.UUID + "/track.json"), Tiles: s.link("/tiles/"), OutsideTiles: s.deps.TileURL,
		Attribution: s.attribution(), DistanceUnit: who.print.DistanceUnit(), Pace: sp.Pace,
	}
}

// chartFrames are the charts that the numbers promise something for.
func chartFrames(who reader, sp sport.Sport, a *activity.Activity) []chartFrame {
	t, p := who.words.T, who.print
	var all []chartFrame
	if a.File == nil {
		return nil
	}
	if !math.IsNaN(a.MinAlt) {
		all = append(all, chartFrame{"elevation", t("chart.elevation"), p.ElevationUnit()})
	}
	if a.AveSpeed > 0 && sp.Pace {
		all = append(all, chartFrame{"pace", t("number.pace"), p.PaceUnit()})
	} else if a.AveSpeed > 0 {
		all = append(all, chartFrame{"speed", t("number.speed"), p.SpeedUnit()})
	}
	if a.AveHeartRate > 0 {
		all = append(all, chartFrame{"heart", t("number.heart"), p.HeartRateUnit()})
	}
	if a.AveCadence > 0 {
		all = append(all, chartFrame{"cadence", t("number.cadence"), p.CadenceUnit(sp.Steps)})
	}
	if a.AvePower > 0 {
		all = append(all, chartFrame{"power", t("number.power"), "W"})
	}
	return all
}

func medals(who reader, a *activity.Activity) []medal {
	t, sp := who.words.T, sportOf(a.Sport)
	all := make([]medal, 0, len(a.Records))
	for _, r := range a.Records {
		switch r.Type {
		case activity.BestAverageSpeed:
			all = append(all, medal{t("record.best_average"), speedOrPace(who, sp, r.Value).String()})
		case activity.FarthestDistance:
			all = append(all, medal{t("record.farthest"), who.print.Distance(r.Value).String()})
		case activity.HighestAscent:
			all = append(all, medal{t("record.ascent"), who.print.Elevation(r.Value).String()})
		case activity.LongestMoving:
			all = append(all, medal{t("record.longest"), seconds(who, int64(r.Value)).String()})
		case activity.HighestSpeed:
			all = append(all, medal{t("record.fastest"), speedOrPace(who, sp, r.Value).String()})
		}
	}
	return all
}

// about is where the activity comes from.
func about(who reader, a *activity.Activity) []number {
	t := who.words.T
	all := []number{{Label: t("about.device"), Value: a.Device}, {Label: t("about.software"), Value: a.Software}}
	if a.File != nil {
		size := who.print.Bytes(a.File.Size).String()
		all = append(all, number{Label: t("about.file"), Value: a.File.Name, Note: strings.ToUpper(a.File.Format) + ", " + size})
	} else {
		all = append(all, number{Label: t("about.file"), Value: t("about.by_hand")})
	}
	all = append(all, number{Label: t("about.added"), Value: who.print.Date(a.CreatedAt) + ", " + who.print.Clock(a.CreatedAt)})
	if !a.ModifiedAt.IsZero() {
		all = append(all, number{Label: t("about.modified"), Value: who.print.Date(a.ModifiedAt) + ", " + who.print.Clock(a.ModifiedAt)})
	}
	return present(all...)
}
