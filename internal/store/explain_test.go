package store_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

// sorted are the orders without an index of their own, each with its excuse.
var sorted = map[activity.Order]string{
	activity.ByDuration:  "the pages and dialects call the moving time duration; this is for completeness",
	activity.ByDescent:   "nobody ranks by descent",
	activity.ByTitle:     "a page of the owner's own list, sorted by hand now and then",
	activity.BySport:     "the filter by sport is the fast way",
	activity.ByCreation:  "nearly the order of ids; asked for by hand",
	activity.ByModifying: "asked for by hand",
}

var everyOrder = []activity.Order{
	"", activity.ByStart, activity.ByDistance, activity.ByMoving, activity.ByDuration, activity.ByAveSpeed, activity.ByMaxSpeed, activity.ByAscent,
	activity.ByDescent, activity.ByTitle, activity.BySport, activity.ByCreation, activity.ByModifying,
}

// TestOrdersHaveAnIndex asks the planner how it would read the first page of each order of a person's own list.
func TestOrdersHaveAnIndex(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.Store{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			for _, order := range everyOrder {
				for _, ascending := range []bool{true, false} {
					plan := planOf(t, s, activity.Filter{Order: order, Ascending: ascending})
					sorts := strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "Sort")
					if excuse := sorted[order]; sorts != (excuse != "") {
						t.Errorf("order %q, ascending %v: sorts %v, excuse %q:\n%s", order, ascending, sorts, excuse, plan)
					}
				}
			}
			plan := planOf(t, s, activity.Filter{Sport: sport.Running})
			if !strings.Contains(plan, "activity_by_sport") || strings.Contains(plan, "Sort") || strings.Contains(plan, "ORDER BY") {
				t.Errorf("one sport by time:\n%s", plan)
			}
		})
	}
}

func planOf(t *testing.T, s *store.Store, f activity.Filter) string {
	t.Helper()
	f.Scope = access.Scope{Viewer: 1, Owner: 1}
	text, args, err := store.ListStatement(f)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := s.Explain(context.Background(), text, args...)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(plan, "\n")
}

// growing are the tables that grow with what people record: what reads all of one gets slower from day to day.
var growing = regexp.MustCompile(`^(person|session|permanent_token|bearer_revocation|access_grant|access_request|plan_undo|follower|record|sport_total|sport_preference|` +
	`equipment|equipment_sport_default|activity(_[a-z]+)?|account_token|mail|oauth_[a-z]+|data_export|workout(_tag)?|note(_tag)?|tag|` +
	`training(_[a-z]+)?|weight_entry|measurement(_category)?|routine(_[a-z]+)?|strength_[a-z]+|schedule(_step)?|nutrition_plan|` +
	`meal(_item)?|food_log|calendar_feed|person_(contact|picture)|upload(_part)?|progress_picture|body_profile|` +
	`device(_ownership)?|raw_block|occasion|time_frame(_result)?|person_(detail|permission)|access_log|job|webhook(_delivery)?)$`)

// scanned is the growing table that a line of a plan reads as a whole, "" for none. Plans name tables by their alias.
func scanned(line, text string) string {
	name, ok := strings.CutPrefix(line, "SCAN ")
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, " ")
	if m := regexp.MustCompile(`(?:FROM|JOIN) (\w+) ` + regexp.QuoteMeta(name) + `\b`).FindStringSubmatch(text); m != nil {
		name = m[1]
	}
	return growing.FindString(name)
}

// scans are statements that read a whole growing table, told by a part of their text, each with its excuse.
var scans = map[string]string{
	"FROM routine WHERE is_template = 1 AND is_public = 1":  "an index of the public templates alone",
	"SELECT id FROM person LIMIT 1":                         "any row will do",
	"person.generation FROM person ORDER BY":                "the list of people, for an administrator",
	"person.generation FROM person WHERE username_key LIKE": "people looked for by a part of their name",
	"SELECT COUNT(*) FROM person":                           "the list of people, for an administrator",
	"WHERE admin = 1 AND active = 1 AND id <> ?":            "whether there is another administrator, before one goes",
	"FROM permanent_token t ORDER BY":                       "lists everybody's tokens for an administrator",
	"FROM access_grant ORDER BY":                            "lists all grants for an administrator",
	"FROM activity WHERE (owner_id = ?":                     "everybody's activities that somebody may see: no page or dialect lists them yet",
	"FROM activity WHERE visibility = 'public'":             "everybody's public activities: no page or dialect lists them yet",
	"SELECT DISTINCT sport_id FROM sport_total":             "a few rows a person, for an administrator",
	"DELETE FROM data_export":                               "one archive a person, swept now and then",
	"SELECT COUNT(*) FROM oauth_app":                        "the list of applications, for an administrator",
	"oauth_app.secret_hash FROM oauth_app ORDER BY id DESC": "reads one page, from the end",
	"SELECT COUNT(*) FROM mail":                             "the outbox, for an administrator",
	"attempts, error FROM mail ORDER BY id DESC":            "reads one page, from the end",
	"SELECT COUNT(*) FROM job":                              "the jobs of a week, for an administrator",
	"created_us, error FROM job ORDER BY id DESC":           "reads one page, from the end",
	"created_us, error FROM job WHERE":                      "reads one page, from the end, for an administrator",
	"SELECT COUNT(*) FROM webhook_delivery":                 "the history of a month, for an administrator",
	"status, error FROM webhook_delivery ORDER BY id DESC":  "reads one page, from the end",
	"SELECT DISTINCT type_id FROM equipment":                "a few rows a person, for an administrator",
}

// checkPlans asks SQLite's planner about each statement: growing tables are only read as a whole with an excuse.
func checkPlans(t *testing.T, statements map[string]bool) {
	s := storetest.SQLite(t)
	excused := map[string]bool{}
	for text := range statements {
		switch verb, _, _ := strings.Cut(text, " "); verb {
		case "SELECT", "UPDATE", "DELETE":
		default:
			continue
		}
		plan, err := s.Explain(context.Background(), text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if !slices.ContainsFunc(plan, func(line string) bool { return scanned(line, text) != "" }) {
			continue
		}
		excuse := ""
		for part := range scans {
			if strings.Contains(text, part) {
				excuse = part
			}
		}
		excused[excuse] = true
		if excuse == "" {
			t.Errorf("%s\nreads a whole growing table: it needs an index, or an excuse in scans\n%s", text, strings.Join(plan, "\n"))
		}
	}
	for part := range scans {
		if !excused[part] {
			t.Errorf("no statement needs the excuse for %q any more", part)
		}
	}
}
