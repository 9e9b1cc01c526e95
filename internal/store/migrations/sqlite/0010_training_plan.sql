-- +goose Up

-- distance_m is what a training asks for when all of it is told by distance, 0 otherwise. A variant of the sessions that was
-- picked for one athlete comes with its own duration and distance; 0 stands for those of the training.
ALTER TABLE training ADD COLUMN distance_m INTEGER NOT NULL DEFAULT 0;
ALTER TABLE training ADD COLUMN changed_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE training_athlete ADD COLUMN variant TEXT NOT NULL DEFAULT '';
ALTER TABLE training_athlete ADD COLUMN duration_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE training_athlete ADD COLUMN distance_m INTEGER NOT NULL DEFAULT 0;

-- Weeks of training without dates. weeks is NULL for a plan without a fixed length, price_cents for one that isn't public.
CREATE TABLE training_plan (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    coach_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    description TEXT    NOT NULL,
    weeks       INTEGER CHECK (weeks > 0),
    price_cents INTEGER CHECK (price_cents >= 0),
    created_us  INTEGER NOT NULL
);
CREATE INDEX training_plan_by_coach ON training_plan (coach_id, id);

-- Weeks count from 1, weekdays from 1 (the day a plan starts on) to 7.
CREATE TABLE training_plan_entry (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    plan_id          INTEGER NOT NULL REFERENCES training_plan (id) ON DELETE CASCADE,
    position         INTEGER NOT NULL,
    week             INTEGER NOT NULL CHECK (week > 0),
    weekday          INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    morning          INTEGER NOT NULL CHECK (morning IN (0, 1)),
    title            TEXT    NOT NULL,
    description      TEXT    NOT NULL,
    sport_id         INTEGER NOT NULL CHECK (sport_id BETWEEN 1 AND 255),
    sport_name       TEXT    NOT NULL,
    duration_s       INTEGER NOT NULL CHECK (duration_s >= 0),
    duration_by_hand INTEGER NOT NULL CHECK (duration_by_hand IN (0, 1)),
    UNIQUE (plan_id, position)
);

CREATE TABLE training_plan_session (
    entry_id   INTEGER NOT NULL REFERENCES training_plan_entry (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    workout_id INTEGER REFERENCES workout (id) ON DELETE CASCADE,
    note_id    INTEGER REFERENCES note (id) ON DELETE CASCADE,
    PRIMARY KEY (entry_id, position),
    CHECK ((workout_id IS NULL) <> (note_id IS NULL))
) WITHOUT ROWID;
CREATE INDEX training_plan_session_by_workout ON training_plan_session (workout_id) WHERE workout_id IS NOT NULL;
CREATE INDEX training_plan_session_by_note ON training_plan_session (note_id) WHERE note_id IS NOT NULL;

CREATE TABLE training_plan_athlete (
    plan_id    INTEGER NOT NULL REFERENCES training_plan (id) ON DELETE CASCADE,
    athlete_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (plan_id, athlete_id)
) WITHOUT ROWID;
CREATE INDEX training_plan_athlete_by_athlete ON training_plan_athlete (athlete_id);

-- The address of somebody's calendar is known by the hash of its secret alone.
CREATE TABLE calendar_feed (
    person_id  INTEGER NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    hash       TEXT    NOT NULL UNIQUE,
    created_us INTEGER NOT NULL
);

CREATE TABLE person_contact (
    person_id INTEGER NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    phone     TEXT    NOT NULL,
    address   TEXT    NOT NULL
);

-- The upload that a picture came from, as long as hash is still the person's picture.
CREATE TABLE person_picture (
    person_id INTEGER NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    upload_id TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    hash      TEXT    NOT NULL
);

-- Files on their way, a day long. Their bytes come in parts, without gaps, up to received_bytes.
CREATE TABLE upload (
    id             TEXT    NOT NULL PRIMARY KEY,
    owner_id       INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name           TEXT    NOT NULL,
    size_bytes     INTEGER NOT NULL,
    received_bytes INTEGER NOT NULL CHECK (received_bytes BETWEEN 0 AND size_bytes),
    created_us     INTEGER NOT NULL
);
CREATE INDEX upload_by_owner ON upload (owner_id);
CREATE INDEX upload_by_time ON upload (created_us);

CREATE TABLE upload_part (
    upload_id TEXT    NOT NULL REFERENCES upload (id) ON DELETE CASCADE,
    start     INTEGER NOT NULL,
    bytes     BLOB    NOT NULL,
    PRIMARY KEY (upload_id, start)
);
