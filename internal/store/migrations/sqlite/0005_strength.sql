-- +goose Up

-- The catalogues come with the program under fixed ids; what people add counts up from 100000, so that the two never meet.
-- Days are dates as …_us at midnight UTC, times of day seconds after midnight (…_s). Decimals are whole numbers: …_centi in
-- hundredths, …_mg in thousandths of a gram.

CREATE TABLE language (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    short_name        TEXT    NOT NULL UNIQUE,
    full_name         TEXT    NOT NULL,
    full_name_english TEXT    NOT NULL
);

CREATE TABLE license (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    full_name  TEXT    NOT NULL,
    short_name TEXT    NOT NULL,
    url        TEXT    NOT NULL
);

CREATE TABLE muscle (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT    NOT NULL,
    name_english TEXT    NOT NULL,
    is_front     INTEGER NOT NULL CHECK (is_front IN (0, 1))
);

CREATE TABLE exercise_equipment (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT    NOT NULL
);

CREATE TABLE exercise_category (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT    NOT NULL
);

CREATE TABLE repetition_unit (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT    NOT NULL,
    type       TEXT    NOT NULL CHECK (type IN ('REPETITIONS', 'TIME', 'DISTANCE')),
    multiplier INTEGER
);

CREATE TABLE load_unit (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT    NOT NULL
);

-- The mask is the day's bit in a set of weekdays.
CREATE TABLE weekday (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT    NOT NULL,
    mask INTEGER NOT NULL
);
INSERT INTO weekday (id, name, mask) VALUES (1, 'Monday', 1), (2, 'Tuesday', 2), (3, 'Wednesday', 4), (4, 'Thursday', 8),
    (5, 'Friday', 16), (6, 'Saturday', 32), (7, 'Sunday', 64);

CREATE TABLE variation (
    id INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE exercise (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid               TEXT    NOT NULL UNIQUE,
    category_id        INTEGER NOT NULL REFERENCES exercise_category (id),
    variation_id       INTEGER REFERENCES variation (id),
    created_us         INTEGER NOT NULL,
    updated_us         INTEGER NOT NULL,
    license_id         INTEGER NOT NULL REFERENCES license (id),
    license_title      TEXT    NOT NULL,
    license_object_url TEXT    NOT NULL,
    license_author     TEXT    NOT NULL,
    license_author_url TEXT    NOT NULL,
    license_source_url TEXT    NOT NULL,
    authors            TEXT    NOT NULL
);
CREATE INDEX exercise_by_category ON exercise (category_id);
CREATE INDEX exercise_by_variation ON exercise (variation_id);
CREATE INDEX exercise_by_license ON exercise (license_id);

CREATE TABLE exercise_muscle (
    exercise_id INTEGER NOT NULL REFERENCES exercise (id) ON DELETE CASCADE,
    muscle_id   INTEGER NOT NULL REFERENCES muscle (id),
    is_primary  INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
    PRIMARY KEY (exercise_id, is_primary, muscle_id)
);
CREATE INDEX exercise_muscle_by_muscle ON exercise_muscle (muscle_id, is_primary, exercise_id);

CREATE TABLE exercise_gear (
    exercise_id  INTEGER NOT NULL REFERENCES exercise (id) ON DELETE CASCADE,
    equipment_id INTEGER NOT NULL REFERENCES exercise_equipment (id),
    PRIMARY KEY (exercise_id, equipment_id)
);
CREATE INDEX exercise_gear_by_equipment ON exercise_gear (equipment_id, exercise_id);

CREATE TABLE exercise_translation (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid               TEXT    NOT NULL UNIQUE,
    exercise_id        INTEGER NOT NULL REFERENCES exercise (id) ON DELETE CASCADE,
    language_id        INTEGER NOT NULL REFERENCES language (id),
    name               TEXT    NOT NULL,
    description        TEXT    NOT NULL,
    created_us         INTEGER NOT NULL,
    updated_us         INTEGER NOT NULL,
    license_id         INTEGER NOT NULL REFERENCES license (id),
    license_title      TEXT    NOT NULL,
    license_object_url TEXT    NOT NULL,
    license_author     TEXT    NOT NULL,
    license_author_url TEXT    NOT NULL,
    license_source_url TEXT    NOT NULL,
    authors            TEXT    NOT NULL,
    UNIQUE (exercise_id, language_id)
);
CREATE INDEX exercise_translation_by_name ON exercise_translation (name, id);
CREATE INDEX exercise_translation_by_language ON exercise_translation (language_id, name, id);

CREATE TABLE exercise_alias (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid           TEXT    NOT NULL UNIQUE,
    translation_id INTEGER NOT NULL REFERENCES exercise_translation (id) ON DELETE CASCADE,
    alias          TEXT    NOT NULL
);
CREATE INDEX exercise_alias_by_translation ON exercise_alias (translation_id, id);

CREATE TABLE exercise_comment (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid           TEXT    NOT NULL UNIQUE,
    translation_id INTEGER NOT NULL REFERENCES exercise_translation (id) ON DELETE CASCADE,
    comment        TEXT    NOT NULL
);
CREATE INDEX exercise_comment_by_translation ON exercise_comment (translation_id, id);

CREATE TABLE exercise_image (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid               TEXT    NOT NULL UNIQUE,
    exercise_id        INTEGER NOT NULL REFERENCES exercise (id) ON DELETE CASCADE,
    file_hash          TEXT    NOT NULL,
    file_type          TEXT    NOT NULL,
    width_px           INTEGER NOT NULL,
    height_px          INTEGER NOT NULL,
    size_bytes         INTEGER NOT NULL,
    is_main            INTEGER NOT NULL CHECK (is_main IN (0, 1)),
    style              TEXT    NOT NULL,
    created_us         INTEGER NOT NULL,
    updated_us         INTEGER NOT NULL,
    license_id         INTEGER NOT NULL REFERENCES license (id),
    license_title      TEXT    NOT NULL,
    license_object_url TEXT    NOT NULL,
    license_author     TEXT    NOT NULL,
    license_author_url TEXT    NOT NULL,
    license_source_url TEXT    NOT NULL,
    authors            TEXT    NOT NULL
);
CREATE INDEX exercise_image_by_exercise ON exercise_image (exercise_id, is_main, id);
CREATE INDEX exercise_image_by_file ON exercise_image (file_hash);

CREATE TABLE deletion (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT    NOT NULL CHECK (kind IN ('base', 'translation', 'image', 'video')),
    uuid        TEXT    NOT NULL,
    replaced_by TEXT    NOT NULL,
    at_us       INTEGER NOT NULL,
    comment     TEXT    NOT NULL
);

CREATE TABLE portion_unit (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    language_id INTEGER NOT NULL REFERENCES language (id),
    name        TEXT    NOT NULL
);
CREATE INDEX portion_unit_by_name ON portion_unit (name, id);

CREATE TABLE ingredient (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid               TEXT    NOT NULL UNIQUE,
    remote_id          TEXT,
    source_name        TEXT,
    source_url         TEXT,
    code               TEXT,
    language_id        INTEGER NOT NULL REFERENCES language (id),
    name               TEXT    NOT NULL,
    created_us         INTEGER NOT NULL,
    updated_us         INTEGER NOT NULL,
    imported_us        INTEGER,
    energy_kcal        INTEGER NOT NULL,
    protein_mg         INTEGER NOT NULL,
    carbohydrates_mg   INTEGER NOT NULL,
    sugar_mg           INTEGER,
    fat_mg             INTEGER NOT NULL,
    fat_saturated_mg   INTEGER,
    fiber_mg           INTEGER,
    sodium_mg          INTEGER,
    license_id         INTEGER NOT NULL REFERENCES license (id),
    license_title      TEXT    NOT NULL,
    license_object_url TEXT    NOT NULL,
    license_author     TEXT    NOT NULL,
    license_author_url TEXT    NOT NULL,
    license_source_url TEXT    NOT NULL
);
CREATE INDEX ingredient_by_name ON ingredient (name, id);
CREATE INDEX ingredient_by_language ON ingredient (language_id, name, id);
CREATE INDEX ingredient_by_code ON ingredient (code) WHERE code IS NOT NULL;

CREATE TABLE ingredient_portion (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    ingredient_id INTEGER NOT NULL REFERENCES ingredient (id) ON DELETE CASCADE,
    unit_id       INTEGER NOT NULL REFERENCES portion_unit (id),
    amount_centi  INTEGER NOT NULL,
    gram          INTEGER NOT NULL
);
CREATE INDEX ingredient_portion_by_ingredient ON ingredient_portion (ingredient_id, id);

-- How much of the shipped data is in place: rows of each kind that were stored, in the order of the file.
CREATE TABLE reference_load (
    kind     TEXT    NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
);

-- The number of changes to the exercises, for those who keep copies.
CREATE TABLE catalogue_version (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
);
INSERT INTO catalogue_version (id, version) VALUES (1, 0);

-- Whatever belongs to people names its owner, and a row's parent together with the owner: nothing can hang on what is
-- somebody else's.

-- One entry a day. The figure is what was entered, in hundredths of the unit; weight_mg is the same in milligrams.
CREATE TABLE weight_entry (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id     INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    day_us       INTEGER NOT NULL,
    weight_mg    INTEGER NOT NULL CHECK (weight_mg > 0),
    figure_centi INTEGER NOT NULL CHECK (figure_centi > 0),
    unit         TEXT    NOT NULL CHECK (unit IN ('kg', 'lb')),
    UNIQUE (owner_id, day_us)
);
CREATE INDEX weight_entry_by_weight ON weight_entry (owner_id, weight_mg, id);

CREATE TABLE measurement_category (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid     TEXT    NOT NULL UNIQUE,
    owner_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name     TEXT    NOT NULL,
    unit     TEXT    NOT NULL,
    UNIQUE (id, owner_id)
);
CREATE INDEX measurement_category_by_owner ON measurement_category (owner_id, name, id);

CREATE TABLE measurement (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid        TEXT    NOT NULL UNIQUE,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    category_id INTEGER NOT NULL,
    day_us      INTEGER NOT NULL,
    value_centi INTEGER NOT NULL,
    notes       TEXT    NOT NULL,
    UNIQUE (category_id, day_us),
    FOREIGN KEY (category_id, owner_id) REFERENCES measurement_category (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX measurement_by_day ON measurement (owner_id, day_us, id);

CREATE TABLE routine (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid        TEXT    NOT NULL UNIQUE,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    description TEXT    NOT NULL,
    created_us  INTEGER NOT NULL,
    is_template INTEGER NOT NULL CHECK (is_template IN (0, 1)),
    is_public   INTEGER NOT NULL CHECK (is_public IN (0, 1)),
    UNIQUE (id, owner_id)
);
CREATE INDEX routine_by_created ON routine (owner_id, is_template, created_us, id);

-- The weekdays are the sum of their masks.
CREATE TABLE routine_day (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    routine_id  INTEGER NOT NULL,
    description TEXT    NOT NULL,
    weekdays    INTEGER NOT NULL CHECK (weekdays BETWEEN 0 AND 127),
    UNIQUE (id, owner_id),
    FOREIGN KEY (routine_id, owner_id) REFERENCES routine (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX routine_day_by_owner ON routine_day (owner_id, id);
CREATE INDEX routine_day_by_routine ON routine_day (routine_id, id);

CREATE TABLE routine_set (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    day_id   INTEGER NOT NULL,
    position INTEGER NOT NULL,
    sets     INTEGER NOT NULL,
    comment  TEXT    NOT NULL,
    UNIQUE (id, owner_id),
    FOREIGN KEY (day_id, owner_id) REFERENCES routine_day (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX routine_set_by_owner ON routine_set (owner_id, position, id);
CREATE INDEX routine_set_by_day ON routine_set (day_id, position, id);

CREATE TABLE routine_prescription (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id           INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    set_id             INTEGER NOT NULL,
    exercise_id        INTEGER NOT NULL REFERENCES exercise (id) ON DELETE CASCADE,
    repetition_unit_id INTEGER NOT NULL REFERENCES repetition_unit (id),
    repetitions        INTEGER NOT NULL,
    load_centi         INTEGER,
    load_unit_id       INTEGER NOT NULL REFERENCES load_unit (id),
    reserve            TEXT,
    position           INTEGER NOT NULL,
    comment            TEXT    NOT NULL,
    FOREIGN KEY (set_id, owner_id) REFERENCES routine_set (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX routine_prescription_by_owner ON routine_prescription (owner_id, position, id);
CREATE INDEX routine_prescription_by_set ON routine_prescription (set_id, position, id);
CREATE INDEX routine_prescription_by_exercise ON routine_prescription (exercise_id);

CREATE TABLE strength_session (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid         TEXT    NOT NULL UNIQUE,
    owner_id     INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    routine_id   INTEGER NOT NULL,
    day_us       INTEGER NOT NULL,
    notes        TEXT,
    impression   TEXT    NOT NULL CHECK (impression IN ('1', '2', '3')),
    time_start_s INTEGER,
    time_end_s   INTEGER,
    UNIQUE (owner_id, day_us),
    FOREIGN KEY (routine_id, owner_id) REFERENCES routine (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX strength_session_by_routine ON strength_session (routine_id);

CREATE TABLE strength_log (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid               TEXT    NOT NULL UNIQUE,
    owner_id           INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    routine_id         INTEGER NOT NULL,
    exercise_id        INTEGER NOT NULL REFERENCES exercise (id) ON DELETE CASCADE,
    day_us             INTEGER NOT NULL,
    repetitions        INTEGER NOT NULL,
    repetition_unit_id INTEGER NOT NULL REFERENCES repetition_unit (id),
    load_centi         INTEGER NOT NULL,
    load_unit_id       INTEGER NOT NULL REFERENCES load_unit (id),
    reserve            TEXT,
    FOREIGN KEY (routine_id, owner_id) REFERENCES routine (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX strength_log_by_day ON strength_log (owner_id, day_us, repetitions, id);
CREATE INDEX strength_log_by_exercise ON strength_log (owner_id, exercise_id, day_us, id);
CREATE INDEX strength_log_by_routine ON strength_log (routine_id, day_us, id);
CREATE INDEX strength_log_of_exercise ON strength_log (exercise_id);

CREATE TABLE schedule (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name      TEXT    NOT NULL,
    start_us  INTEGER NOT NULL,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    is_loop   INTEGER NOT NULL CHECK (is_loop IN (0, 1)),
    UNIQUE (id, owner_id)
);
CREATE INDEX schedule_by_owner ON schedule (owner_id, id);

CREATE TABLE schedule_step (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id       INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    schedule_id    INTEGER NOT NULL,
    routine_id     INTEGER NOT NULL,
    duration_weeks INTEGER NOT NULL,
    position       INTEGER NOT NULL,
    FOREIGN KEY (schedule_id, owner_id) REFERENCES schedule (id, owner_id) ON DELETE CASCADE,
    FOREIGN KEY (routine_id, owner_id) REFERENCES routine (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX schedule_step_by_owner ON schedule_step (owner_id, position, id);
CREATE INDEX schedule_step_by_schedule ON schedule_step (schedule_id, position, id);
CREATE INDEX schedule_step_by_routine ON schedule_step (routine_id);

CREATE TABLE nutrition_plan (
    id                   INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid                 TEXT    NOT NULL UNIQUE,
    owner_id             INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_us           INTEGER NOT NULL,
    description          TEXT    NOT NULL,
    only_logging         INTEGER NOT NULL CHECK (only_logging IN (0, 1)),
    has_goal_calories    INTEGER NOT NULL CHECK (has_goal_calories IN (0, 1)),
    goal_energy_kcal     INTEGER,
    goal_protein_g       INTEGER,
    goal_carbohydrates_g INTEGER,
    goal_fat_g           INTEGER,
    goal_fiber_g         INTEGER,
    UNIQUE (id, owner_id)
);
CREATE INDEX nutrition_plan_by_created ON nutrition_plan (owner_id, created_us, id);

CREATE TABLE meal (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid     TEXT    NOT NULL UNIQUE,
    owner_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    plan_id  INTEGER NOT NULL,
    position INTEGER NOT NULL,
    time_s   INTEGER,
    name     TEXT    NOT NULL,
    UNIQUE (id, owner_id),
    FOREIGN KEY (plan_id, owner_id) REFERENCES nutrition_plan (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX meal_by_owner ON meal (owner_id, time_s, id);
CREATE INDEX meal_by_plan ON meal (plan_id, time_s, id);

CREATE TABLE meal_item (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          TEXT    NOT NULL UNIQUE,
    owner_id      INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    meal_id       INTEGER NOT NULL,
    ingredient_id INTEGER NOT NULL REFERENCES ingredient (id) ON DELETE CASCADE,
    portion_id    INTEGER REFERENCES ingredient_portion (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    amount_centi  INTEGER NOT NULL,
    FOREIGN KEY (meal_id, owner_id) REFERENCES meal (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX meal_item_by_owner ON meal_item (owner_id, id);
CREATE INDEX meal_item_by_meal ON meal_item (meal_id, id);
CREATE INDEX meal_item_by_ingredient ON meal_item (ingredient_id);
CREATE INDEX meal_item_by_portion ON meal_item (portion_id) WHERE portion_id IS NOT NULL;

-- A meal that goes leaves what was eaten of it.
CREATE TABLE food_log (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          TEXT    NOT NULL UNIQUE,
    owner_id      INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    plan_id       INTEGER NOT NULL,
    meal_id       INTEGER REFERENCES meal (id) ON DELETE SET NULL,
    ingredient_id INTEGER NOT NULL REFERENCES ingredient (id) ON DELETE CASCADE,
    portion_id    INTEGER REFERENCES ingredient_portion (id) ON DELETE CASCADE,
    at_us         INTEGER NOT NULL,
    amount_centi  INTEGER NOT NULL,
    FOREIGN KEY (plan_id, owner_id) REFERENCES nutrition_plan (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX food_log_by_time ON food_log (owner_id, at_us, id);
CREATE INDEX food_log_by_plan ON food_log (plan_id, at_us, id);
CREATE INDEX food_log_by_meal ON food_log (meal_id) WHERE meal_id IS NOT NULL;
CREATE INDEX food_log_by_ingredient ON food_log (ingredient_id);
CREATE INDEX food_log_by_portion ON food_log (portion_id) WHERE portion_id IS NOT NULL;

-- SQLite only: what people add to the catalogues counts up from 100000.
INSERT INTO sqlite_sequence (name, seq) VALUES ('variation', 99999), ('exercise', 99999), ('exercise_translation', 99999),
    ('exercise_alias', 99999), ('exercise_comment', 99999), ('exercise_image', 99999), ('portion_unit', 99999),
    ('ingredient', 99999), ('ingredient_portion', 99999);
