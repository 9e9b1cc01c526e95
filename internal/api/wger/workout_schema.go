package wger

// What the actions of workouts and sets answer, for the document.

func objectOfMembers(props ...prop) *schema { return &schema{kind: "object", props: props} }

func listOf(s *schema) *schema { return &schema{kind: "array", items: s} }

var (
	boolSchema = &schema{kind: "boolean"}

	settingListSchema = objectOfMembers(prop{"results", rowsOf("Setting")})
	smartTextSchema   = objectOfMembers(prop{"results", textSchema})

	workedSchema = objectOfMembers(prop{"front", rowsOf("Muscle")}, prop{"back", rowsOf("Muscle")}, prop{"frontsecondary", rowsOf("Muscle")},
		prop{"backsecondary", rowsOf("Muscle")})

	plannedExerciseSchema = objectOfMembers(
		prop{"setting_obj_list", rowsOf("Setting")}, prop{"setting_text", textSchema}, prop{"has_weight", boolSchema}, prop{"comment_list", listOf(textSchema)},
		prop{"image_list", listOf(objectOfMembers(prop{"image", textSchema}, prop{"is_main", boolSchema}))}, prop{"obj", &schema{kind: "object"}},
	)
	plannedSetSchema = objectOfMembers(
		prop{"obj", row("Set")}, prop{"exercise_list", listOf(plannedExerciseSchema)}, prop{"is_superset", boolSchema}, prop{"settings_computed", rowsOf("Setting")},
		prop{"muscles", workedSchema},
	)
	plannedDaySchema = objectOfMembers(
		prop{"obj", row("Day")}, prop{"set_list", listOf(plannedSetSchema)},
		prop{"days_of_week", objectOfMembers(prop{"text", textSchema}, prop{"day_list", rowsOf("DaysOfWeek")})}, prop{"muscles", workedSchema},
	)
	canonicalSchema = objectOfMembers(prop{"obj", row("Workout")}, prop{"day_list", listOf(plannedDaySchema)}, prop{"muscles", workedSchema})

	// logDataSchema is any JSON: without an id in the query the answer is a text.
	logDataSchema = &schema{}
)
