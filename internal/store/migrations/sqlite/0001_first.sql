-- +goose Up

-- Times are microseconds since 1970 in UTC (…_us), absent numbers NULL, truth 0 or 1. Columns ending in _key and _fold are
-- the lower-cased twins that names are unique by and texts are searched in.

CREATE TABLE person (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid                TEXT    NOT NULL UNIQUE,
    username            TEXT    NOT NULL,
    username_key        TEXT    NOT NULL UNIQUE,
    email               TEXT    NOT NULL,
    email_key           TEXT    UNIQUE,
    password_hash       TEXT    NOT NULL,
    role                TEXT    NOT NULL CHECK (role IN ('athlete', 'coach')),
    admin               INTEGER NOT NULL CHECK (admin IN (0, 1)),
    active              INTEGER NOT NULL CHECK (active IN (0, 1)),
    created_us          INTEGER NOT NULL,
    policy_accepted_us  INTEGER,
    first_name          TEXT    NOT NULL,
    last_name           TEXT    NOT NULL,
    bio                 TEXT    NOT NULL,
    location            TEXT    NOT NULL,
    birth_date_us       INTEGER,
    language            TEXT    NOT NULL,
    time_zone           TEXT    NOT NULL,
    date_format         TEXT    NOT NULL,
    theme               TEXT    NOT NULL,
    imperial            INTEGER NOT NULL CHECK (imperial IN (0, 1)),
    week_starts_monday  INTEGER NOT NULL CHECK (week_starts_monday IN (0, 1)),
    hide_ascent         INTEGER NOT NULL CHECK (hide_ascent IN (0, 1)),
    keep_elevation_base INTEGER NOT NULL CHECK (keep_elevation_base IN (0, 1)),
    raw_max_speed       INTEGER NOT NULL CHECK (raw_max_speed IN (0, 1))
);

CREATE TABLE session (
    hash         TEXT    NOT NULL PRIMARY KEY,
    person_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    agent        TEXT    NOT NULL,
    created_us   INTEGER NOT NULL,
    expires_us   INTEGER NOT NULL,
    last_used_us INTEGER NOT NULL
);
CREATE INDEX session_by_person ON session (person_id);
CREATE INDEX session_by_expiry ON session (expires_us);

CREATE TABLE bearer_revocation (
    hash     TEXT    NOT NULL PRIMARY KEY,
    until_us INTEGER NOT NULL
);
CREATE INDEX bearer_revocation_by_expiry ON bearer_revocation (until_us);

CREATE TABLE permanent_token (
    person_id    INTEGER NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    hash         TEXT    NOT NULL UNIQUE,
    sealed       BLOB    NOT NULL,
    created_us   INTEGER NOT NULL,
    last_used_us INTEGER
);

CREATE TABLE access_grant (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    coach_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    permission TEXT    NOT NULL CHECK (permission IN ('READ', 'WRITE', 'SHARE')),
    from_us    INTEGER NOT NULL,
    until_us   INTEGER NOT NULL,
    created_us INTEGER NOT NULL,
    revoked_us INTEGER,
    CHECK (athlete_id <> coach_id),
    CHECK (from_us < until_us)
);
CREATE INDEX access_grant_by_athlete ON access_grant (athlete_id, coach_id);
CREATE INDEX access_grant_by_coach ON access_grant (coach_id, athlete_id);

CREATE TABLE follower (
    person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    follower_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    state       TEXT    NOT NULL CHECK (state IN ('requested', 'accepted')),
    PRIMARY KEY (person_id, follower_id),
    CHECK (person_id <> follower_id)
);
CREATE INDEX follower_by_follower ON follower (follower_id);

CREATE TABLE activity (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid              TEXT    NOT NULL UNIQUE,
    owner_id          INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sport_id          INTEGER NOT NULL CHECK (sport_id BETWEEN 1 AND 255),
    title             TEXT    NOT NULL,
    notes             TEXT,
    description       TEXT,
    visibility        TEXT    NOT NULL CHECK (visibility IN ('private', 'followers', 'public')),
    start_us          INTEGER NOT NULL,
    created_us        INTEGER NOT NULL,
    modified_us       INTEGER,
    duration_s        INTEGER NOT NULL CHECK (duration_s BETWEEN 0 AND 10000000000),
    moving_s          INTEGER NOT NULL CHECK (moving_s BETWEEN 0 AND 10000000000),
    pauses_s          INTEGER NOT NULL CHECK (pauses_s BETWEEN 0 AND 10000000000),
    distance_m        REAL    NOT NULL CHECK (distance_m BETWEEN 0 AND 1e9),
    ave_speed_kmh     REAL,
    max_speed_kmh     REAL,
    min_alt_m         REAL,
    max_alt_m         REAL,
    ascent_m          REAL,
    descent_m         REAL,
    ave_hr_bpm        INTEGER,
    max_hr_bpm        INTEGER,
    ave_cadence_rpm   INTEGER,
    max_cadence_rpm   INTEGER,
    ave_power_w       INTEGER,
    max_power_w       INTEGER,
    calories_kcal     INTEGER,
    min_lat_deg       REAL,
    min_lon_deg       REAL,
    max_lat_deg       REAL,
    max_lon_deg       REAL,
    map_id            TEXT    UNIQUE,
    file_hash         TEXT,
    file_name         TEXT,
    file_format       TEXT,
    file_gzipped      INTEGER CHECK (file_gzipped IN (0, 1)),
    file_size_bytes   INTEGER,
    file_index        INTEGER,
    device            TEXT    NOT NULL,
    software          TEXT    NOT NULL,
    formula           INTEGER NOT NULL,
    stopped_speed_kmh REAL    NOT NULL,
    title_fold        TEXT    NOT NULL,
    notes_fold        TEXT,
    description_fold  TEXT
);
CREATE INDEX activity_by_start ON activity (owner_id, start_us, id);
CREATE INDEX activity_by_distance ON activity (owner_id, distance_m, id);
CREATE INDEX activity_by_moving ON activity (owner_id, moving_s, id);
CREATE INDEX activity_by_ave_speed ON activity (owner_id, ave_speed_kmh, id);
CREATE INDEX activity_by_max_speed ON activity (owner_id, max_speed_kmh, id);
CREATE INDEX activity_by_ascent ON activity (owner_id, ascent_m, id);
CREATE INDEX activity_by_sport ON activity (owner_id, sport_id, start_us, id);
CREATE INDEX activity_by_file ON activity (file_hash) WHERE file_hash IS NOT NULL;

CREATE TABLE activity_segment (
    activity_id     INTEGER NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL CHECK (position >= 0),
    duration_s      INTEGER NOT NULL CHECK (duration_s BETWEEN 0 AND 10000000000),
    moving_s        INTEGER NOT NULL CHECK (moving_s BETWEEN 0 AND 10000000000),
    pauses_s        INTEGER NOT NULL CHECK (pauses_s BETWEEN 0 AND 10000000000),
    distance_m      REAL    NOT NULL CHECK (distance_m BETWEEN 0 AND 1e9),
    ave_speed_kmh   REAL,
    max_speed_kmh   REAL,
    min_alt_m       REAL,
    max_alt_m       REAL,
    ascent_m        REAL,
    descent_m       REAL,
    ave_hr_bpm      INTEGER,
    max_hr_bpm      INTEGER,
    ave_cadence_rpm INTEGER,
    max_cadence_rpm INTEGER,
    ave_power_w     INTEGER,
    max_power_w     INTEGER,
    PRIMARY KEY (activity_id, position)
) WITHOUT ROWID;

CREATE TABLE activity_lap (
    activity_id     INTEGER NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL CHECK (position >= 0),
    start_us        INTEGER NOT NULL,
    elapsed_s       REAL,
    timer_s         REAL,
    distance_m      REAL,
    max_speed_mps   REAL,
    ascent_m        REAL,
    descent_m       REAL,
    calories_kcal   INTEGER,
    ave_hr_bpm      INTEGER,
    max_hr_bpm      INTEGER,
    ave_cadence_rpm INTEGER,
    max_cadence_rpm INTEGER,
    ave_power_w     INTEGER,
    max_power_w     INTEGER,
    ended_by        TEXT    NOT NULL,
    PRIMARY KEY (activity_id, position)
) WITHOUT ROWID;

-- The encoded points stay out of the summary rows, which lists read.
CREATE TABLE activity_track (
    activity_id INTEGER NOT NULL PRIMARY KEY REFERENCES activity (id) ON DELETE CASCADE,
    points      BLOB    NOT NULL
);

-- One document holds everything of a trashed activity, so that no other query has to know about the trash.
CREATE TABLE activity_trash (
    activity_id INTEGER NOT NULL PRIMARY KEY,
    uuid        TEXT    NOT NULL UNIQUE,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    trashed_us  INTEGER NOT NULL,
    file_hash   TEXT,
    document    TEXT    NOT NULL,
    points      BLOB
);
CREATE INDEX activity_trash_by_owner ON activity_trash (owner_id);
CREATE INDEX activity_trash_by_time ON activity_trash (trashed_us);
CREATE INDEX activity_trash_by_file ON activity_trash (file_hash) WHERE file_hash IS NOT NULL;

CREATE TABLE record (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sport_id    INTEGER NOT NULL,
    type        TEXT    NOT NULL CHECK (type IN ('AS', 'FD', 'HA', 'LD', 'MS')),
    activity_id INTEGER NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
    value       REAL    NOT NULL CHECK (value > 0),
    UNIQUE (owner_id, sport_id, type)
);
CREATE INDEX record_by_activity ON record (activity_id);

-- Sums are whole millimeters, so that adding and taking away never drifts.
CREATE TABLE sport_total (
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sport_id    INTEGER NOT NULL,
    activities  INTEGER NOT NULL CHECK (activities >= 0),
    distance_mm INTEGER NOT NULL,
    duration_s  INTEGER NOT NULL,
    moving_s    INTEGER NOT NULL,
    ascent_mm   INTEGER NOT NULL,
    descent_mm  INTEGER NOT NULL,
    PRIMARY KEY (owner_id, sport_id)
) WITHOUT ROWID;

CREATE TABLE equipment (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid        TEXT    NOT NULL UNIQUE,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    label       TEXT    NOT NULL,
    description TEXT,
    type_id     INTEGER NOT NULL,
    active      INTEGER NOT NULL CHECK (active IN (0, 1)),
    created_us  INTEGER NOT NULL,
    distance_mm INTEGER NOT NULL,
    duration_s  INTEGER NOT NULL,
    moving_s    INTEGER NOT NULL,
    activities  INTEGER NOT NULL CHECK (activities >= 0),
    UNIQUE (owner_id, label)
);

CREATE TABLE activity_equipment (
    activity_id  INTEGER NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
    equipment_id INTEGER NOT NULL REFERENCES equipment (id) ON DELETE CASCADE,
    PRIMARY KEY (activity_id, equipment_id)
) WITHOUT ROWID;
CREATE INDEX activity_equipment_by_equipment ON activity_equipment (equipment_id);

CREATE TABLE equipment_sport_default (
    owner_id     INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sport_id     INTEGER NOT NULL,
    equipment_id INTEGER NOT NULL REFERENCES equipment (id) ON DELETE CASCADE,
    PRIMARY KEY (owner_id, sport_id)
) WITHOUT ROWID;
CREATE INDEX equipment_sport_default_by_equipment ON equipment_sport_default (equipment_id);

CREATE TABLE sport_preference (
    person_id         INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sport_id          INTEGER NOT NULL,
    color             TEXT    NOT NULL,
    active            INTEGER NOT NULL CHECK (active IN (0, 1)),
    stopped_speed_kmh REAL    NOT NULL,
    PRIMARY KEY (person_id, sport_id)
) WITHOUT ROWID;
