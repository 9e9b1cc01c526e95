-- +goose Up

-- Pictures that people take of themselves. The name is the file's on the wire, which nobody can guess.
CREATE TABLE progress_picture (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid        TEXT    NOT NULL UNIQUE,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    day_us      INTEGER NOT NULL,
    description TEXT    NOT NULL,
    name        TEXT    NOT NULL UNIQUE,
    file_hash   TEXT    NOT NULL,
    file_type   TEXT    NOT NULL CHECK (file_type IN ('image/jpeg', 'image/png')),
    width_px    INTEGER NOT NULL,
    height_px   INTEGER NOT NULL,
    size_bytes  INTEGER NOT NULL
);
CREATE INDEX progress_picture_by_day ON progress_picture (owner_id, day_us, id);
CREATE INDEX progress_picture_by_file ON progress_picture (file_hash);

-- What somebody tells about their body and their days; no row is the defaults.
CREATE TABLE body_profile (
    owner_id                 INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    height_cm                INTEGER,
    age_years                INTEGER,
    sex                      TEXT    NOT NULL CHECK (sex IN ('male', 'female')),
    sleep_h                  INTEGER NOT NULL,
    work_h                   INTEGER NOT NULL,
    work_intensity           INTEGER NOT NULL CHECK (work_intensity BETWEEN 1 AND 3),
    sport_h                  INTEGER NOT NULL,
    sport_intensity          INTEGER NOT NULL CHECK (sport_intensity BETWEEN 1 AND 3),
    leisure_h                INTEGER NOT NULL,
    leisure_intensity        INTEGER NOT NULL CHECK (leisure_intensity BETWEEN 1 AND 3),
    energy_kcal              INTEGER NOT NULL,
    weight_unit              TEXT    NOT NULL CHECK (weight_unit IN ('kg', 'lb')),
    weight_reminder_d        INTEGER NOT NULL,
    routine_reminder         INTEGER NOT NULL CHECK (routine_reminder IN (0, 1)),
    routine_reminder_d       INTEGER NOT NULL,
    routine_duration_w       INTEGER NOT NULL,
    show_comments            INTEGER NOT NULL CHECK (show_comments IN (0, 1)),
    show_english_ingredients INTEGER NOT NULL CHECK (show_english_ingredients IN (0, 1)),
    read_access              INTEGER NOT NULL CHECK (read_access IN (0, 1))
);

-- A food has at most one picture, and only one whose licence is known.
CREATE TABLE ingredient_image (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid               TEXT    NOT NULL UNIQUE,
    ingredient_id      INTEGER NOT NULL UNIQUE REFERENCES ingredient (id) ON DELETE CASCADE,
    file_hash          TEXT    NOT NULL,
    file_type          TEXT    NOT NULL CHECK (file_type IN ('image/jpeg', 'image/png')),
    width_px           INTEGER NOT NULL,
    height_px          INTEGER NOT NULL,
    size_bytes         INTEGER NOT NULL,
    created_us         INTEGER NOT NULL,
    updated_us         INTEGER NOT NULL,
    license_id         INTEGER NOT NULL REFERENCES license (id),
    license_title      TEXT    NOT NULL,
    license_object_url TEXT    NOT NULL,
    license_author     TEXT    NOT NULL,
    license_author_url TEXT    NOT NULL,
    license_source_url TEXT    NOT NULL
);
CREATE INDEX ingredient_image_by_file ON ingredient_image (file_hash);
CREATE INDEX ingredient_image_by_license ON ingredient_image (license_id);
