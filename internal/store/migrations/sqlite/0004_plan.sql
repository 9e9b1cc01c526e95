-- +goose Up

-- Days are counted since 1970-01-01. The code of a workout is its name of 24 hex digits; estimate_s is NULL unless it was
-- set by hand, computed_s what its content comes to.
CREATE TABLE workout (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    code        TEXT    NOT NULL UNIQUE,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sport_id    INTEGER NOT NULL CHECK (sport_id BETWEEN 1 AND 255),
    sport_name  TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    description TEXT,
    search_fold TEXT    NOT NULL,
    content     TEXT    NOT NULL,
    estimate_s  INTEGER,
    computed_s  INTEGER NOT NULL,
    created_us  INTEGER NOT NULL
);
CREATE INDEX workout_by_owner ON workout (owner_id, id);

CREATE TABLE note (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sport_id    INTEGER NOT NULL,
    sport_name  TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    description TEXT    NOT NULL,
    search_fold TEXT    NOT NULL,
    html        TEXT    NOT NULL,
    estimate_s  INTEGER,
    created_us  INTEGER NOT NULL
);
CREATE INDEX note_by_owner ON note (owner_id, id);

CREATE TABLE tag (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    label      TEXT    NOT NULL,
    label_fold TEXT    NOT NULL,
    UNIQUE (owner_id, label_fold)
);

CREATE TABLE workout_tag (
    workout_id INTEGER NOT NULL REFERENCES workout (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    tag_id     INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    PRIMARY KEY (workout_id, position)
) WITHOUT ROWID;
CREATE INDEX workout_tag_by_tag ON workout_tag (tag_id, workout_id);

CREATE TABLE note_tag (
    note_id  INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag_id   INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    PRIMARY KEY (note_id, position)
) WITHOUT ROWID;
CREATE INDEX note_tag_by_tag ON note_tag (tag_id, note_id);

CREATE TABLE training (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    coach_id         INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    day              INTEGER NOT NULL,
    morning          INTEGER NOT NULL CHECK (morning IN (0, 1)),
    title            TEXT    NOT NULL,
    description      TEXT    NOT NULL,
    sport_id         INTEGER NOT NULL CHECK (sport_id BETWEEN 1 AND 255),
    sport_name       TEXT    NOT NULL,
    duration_s       INTEGER NOT NULL CHECK (duration_s >= 0),
    duration_by_hand INTEGER NOT NULL CHECK (duration_by_hand IN (0, 1))
);
CREATE INDEX training_by_coach ON training (coach_id, day, morning DESC, id);

-- The day is repeated here, so that an athlete's calendar is one range of an index.
CREATE TABLE training_athlete (
    training_id INTEGER NOT NULL REFERENCES training (id) ON DELETE CASCADE,
    athlete_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    day         INTEGER NOT NULL,
    PRIMARY KEY (training_id, athlete_id)
) WITHOUT ROWID;
CREATE INDEX training_athlete_by_day ON training_athlete (athlete_id, day);

CREATE TABLE training_session (
    training_id INTEGER NOT NULL REFERENCES training (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    workout_id  INTEGER REFERENCES workout (id) ON DELETE CASCADE,
    note_id     INTEGER REFERENCES note (id) ON DELETE CASCADE,
    PRIMARY KEY (training_id, position),
    CHECK ((workout_id IS NULL) <> (note_id IS NULL))
) WITHOUT ROWID;
CREATE INDEX training_session_by_workout ON training_session (workout_id) WHERE workout_id IS NOT NULL;
CREATE INDEX training_session_by_note ON training_session (note_id) WHERE note_id IS NOT NULL;

-- What somebody said by hand about an activity and a training: they belong together (1) or they don't (0). Activities are
-- named by UUID, so that one that comes back from the trash is still told apart.
CREATE TABLE training_pairing (
    training_id   INTEGER NOT NULL REFERENCES training (id) ON DELETE CASCADE,
    athlete_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    activity_uuid TEXT    NOT NULL,
    paired        INTEGER NOT NULL CHECK (paired IN (0, 1)),
    PRIMARY KEY (training_id, athlete_id, activity_uuid)
) WITHOUT ROWID;
CREATE INDEX training_pairing_by_athlete ON training_pairing (athlete_id);
