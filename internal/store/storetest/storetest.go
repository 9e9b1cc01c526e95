// Package storetest is the suite of promises that every database keeps, and the databases that tests run on.
//
//	func TestSQLite(t *testing.T) { storetest.Run(t, func(t *testing.T) storetest.Stores { return storetest.SQLite(t) }) }
//	func TestPostgres(t *testing.T) {
//		storetest.KeepTemplate(t)
//		storetest.Run(t, func(t *testing.T) storetest.Stores { return storetest.Postgres(t) })
//	}
//
// To add a promise: a function here that takes *world, and a row in promises.
package storetest

import (
	"testing"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/contact"
	"palestra/internal/core/export"
	"palestra/internal/core/job"
	"palestra/internal/core/monitor"
	"palestra/internal/core/plan"
	"palestra/internal/core/profile"
	"palestra/internal/core/setting"
	"palestra/internal/core/upload"
	"palestra/internal/core/webhook"
)

// Stores is everything the core asks of a database.
type Stores interface {
	activity.Store
	auth.Store
	access.Store
	export.Store
	plan.Store
	contact.Store
	upload.Store
	profile.Store
	setting.Store
	job.Store
	monitor.Store
	webhook.Store
	shelves
}

// Run holds a database to every promise, each on an empty one that open makes.
func Run(t *testing.T, open func(t *testing.T) Stores) {
	for _, p := range promises {
		t.Run(p.name, func(t *testing.T) {
			p.check(newWorld(t, open(t)))
		})
	}
}

var promises = []struct {
	name  string
	check func(*world)
}{
	{"people/the first becomes administrator", firstPersonIsAdmin},
	{"people/the first of many at once becomes administrator", oneAdminOfMany},
	{"people/are read back whole", personRoundTrip},
	{"people/names are unique without regard to case", namesAreUnique},
	{"people/are found by login", personByLogin},
	{"people/are listed by id", peopleInPages},
	{"people/an update is all or nothing", personUpdate},
	{"credentials/sessions end", sessions},
	{"credentials/uses are noted once a minute", sessionUse},
	{"credentials/bearers are revoked", bearers},
	{"credentials/one permanent token a person", permanentTokens},
	{"accounts/changes are all or nothing", accountChanges},
	{"accounts/tokens are used once, for one thing", accountTokens},
	{"accounts/a new password ends the rest", passwordEnds},
	{"accounts/somebody always administers", lastAdmin},
	{"accounts/a deleted one leaves nothing", personDeleted},
	{"accounts/are found and sorted", peopleFound},
	{"accounts/are confirmed by mail", confirmedAccounts},
	{"accounts/passwords are reset", passwordReset},
	{"accounts/are changed by their owner", ownAccount},
	{"accounts/sign-ins and tokens are one's own", ownSignIns},
	{"accounts/keep an address that is not wanted otherwise", addressThatIsNotWanted},
	{"accounts/new addresses are confirmed", newAddress},
	{"accounts/are administered", administration},
	{"accounts/profiles and preferences", profiles},
	{"exports/one a person", exports},
	{"mails/are leased and noted", outbox},
	{"mails/are tried again", mailsAreTriedAgain},
	{"applications/are kept", apps},
	{"applications/a code is used once", codes},
	{"applications/one of many redeems a code", oneRedeemsOfMany},
	{"applications/tokens end", appTokens},
	{"applications/a refresh token used twice ends its family", rotation},
	{"applications/closed accounts get no tokens", closedAccounts},
	{"applications/tokens are revoked", appRevocation},
	{"applications/from consent to revocation", oauthFlow},
	{"applications/proof keys", oauthPKCE},
	{"applications/refusals", oauthRefusals},
	{"applications/tokens for a password", oauthPassword},
	{"applications/bad ones are not registered", badApps},
	{"activities/are read back whole", activityRoundTrip},
	{"activities/by hand are read back whole", bareRoundTrip},
	{"activities/are stored all or none", createAllOrNone},
	{"activities/ids count up and are never used again", idsCountUp},
	{"activities/an update is all or nothing", updateRollsBack},
	{"activities/what was read is the reader's own", readersOwn},
	{"activities/an update that panics is undone", updatePanics},
	{"activities/an update keeps what it may not change", updateKeepsIdentity},
	{"activities/texts that a database can't hold are refused", badTexts},
	{"activities/replaced numbers reach everything", replaceNumbers},
	{"activities/deleted ones leave nothing", deleteLeavesNothing},
	{"activities/unknown ones are not found", unknownActivities},
	{"activities/duplicates are found", duplicates},
	{"activities/those of a file are walked by id", fileActivities},
	{"activities/neighbours", neighbours},
	{"activities/neighbours in lists", neighboursInLists},
	{"activities/an ended context ends the call", endedContext},
	{"lists/orders, with absent values as the largest", orders},
	{"lists/titles sort by their bytes", titleOrder},
	{"lists/pages", pages},
	{"lists/filters", filters},
	{"lists/texts are found without regard to case", textFilters},
	{"lists/notes of others can't be searched", foreignNotes},
	{"lists/sums", sumsOfFilters},
	{"lists/statistics", statistics},
	{"lists/changed statistics", statisticChanges},
	{"records/examples", recordExamples},
	{"records/ids stay", recordIDs},
	{"records/follow a change of sport", recordsFollowSport},
	{"equipment/is listed with its totals", equipmentTotals},
	{"equipment/has one default a sport", equipmentDefaults},
	{"equipment/labels are unique", equipmentLabels},
	{"equipment/of others is not found", foreignEquipment},
	{"equipment/changes", equipmentChanges},
	{"equipment/is deleted", equipmentDeleted},
	{"equipment/rules", equipmentRules},
	{"preferences/are kept", preferences},
	{"preferences/are changed and reset", preferenceChanges},
	{"settings/what is offered", offers},
	{"settings/are changed by administrators", settings},
	{"settings/close registration", fullHouse},
	{"trash/restores everything", trashRoundTrip},
	{"trash/records bettered meanwhile stay", trashAndRecords},
	{"trash/is emptied", trashPurged},
	{"access/grants", grants},
	{"access/requests are answered once", requests},
	{"access/followers", followers},
	{"access/lists agree with the rule", listsAgreeWithRule},
	{"library/changes are taken back whole", revisions},
	{"library/workouts", workoutRoundTrip},
	{"library/notes", noteRoundTrip},
	{"library/tags", planTags},
	{"calendar/trainings", trainingRoundTrip},
	{"calendar/all or none", trainingsAllOrNone},
	{"calendar/plan against done", planAgainstDone},
	{"calendar/training plans", trainingPlans},
	{"calendar/plans are laid out", plansAreLaidOut},
	{"calendar/feeds", feeds},
	{"calendar/boards", boards},
	{"uploads/are kept a day", uploads},
	{"people/wholes", wholes},
	{"catalogue/lists", catalogueLists},
	{"catalogue/search", catalogueSearch},
	{"catalogue/contributions", contributions},
	{"catalogue/is edited", editedCatalogue},
	{"catalogue/images", exerciseImages},
	{"catalogue/deleted exercises", deletedExercises},
	{"body/weights", weights},
	{"body/measurements", measurements},
	{"body/gallery", gallery},
	{"body/profiles", bodyProfiles},
	{"body/one weight a day", weighing},
	{"training/routines", routines},
	{"training/of others", foreignTraining},
	{"training/sessions", sessionsOfTraining},
	{"training/schedules", schedules},
	{"training/deletions", deletedTraining},
	{"training/logs are counted", logCounts},
	{"training/logs are found and sorted", logFilters},
	{"training/many logs at once", recordedLogs},
	{"training/progress", progress},
	{"training/copies", copiedRoutines},
	{"training/public templates", publicTemplates},
	{"food/menus", menus},
	{"food/logs", foodLogs},
	{"food/days", foodDays},
	{"food/details of ingredients", ingredientDetails},
	{"monitoring/devices", devices},
	{"monitoring/raw data", rawData},
	{"monitoring/raw data of several owners", rawOwnership},
	{"monitoring/occasions", occasions},
	{"monitoring/time frames", timeFrames},
	{"monitoring/arrangements", arrangements},
	{"monitoring/outlines", outlines},
	{"monitoring/results follow the data", measured},
	{"monitoring/results are shown to few", computedAccess},
	{"monitoring/recorded activities are measured", bridge},
	{"monitoring/athletes", athletes},
	{"monitoring/managed athletes", managedAthletes},
	{"monitoring/permissions are passed on", sharing},
	{"webhooks/are kept", webhooks},
	{"webhooks/are told what happens", webhookEvents},
	{"webhooks/are delivered in turn", webhookDeliveries},
	{"webhooks/one at a time", webhookTurns},
	{"jobs/are leased, fail and end", queue},
	{"jobs/of what was undone are not there", jobsAndRollback},
	{"all/parallel changes keep sums and records right", parallelChanges},
	{"all/any history keeps sums and records right", anyHistory},
}
