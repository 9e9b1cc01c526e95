-- +goose Up

-- Devices that athletes wear. The key that one sends with is kept as a hash. last_frame is the newest that it sent, as it came;
-- small_blocks counts those of its blocks that wait to be put together.
CREATE TABLE device (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    serial        TEXT    NOT NULL,
    serial_key    TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    custom_name   TEXT    NOT NULL,
    key_hash      TEXT    NOT NULL UNIQUE,
    created_us    INTEGER NOT NULL,
    last_seen_us  INTEGER,
    last_frame_ms INTEGER,
    last_frame    TEXT,
    small_blocks  INTEGER NOT NULL DEFAULT 0
);

-- Who held a device when; until_us is NULL while they do.
CREATE TABLE device_ownership (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    device_id INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    owner_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    from_us   INTEGER NOT NULL,
    until_us  INTEGER,
    CHECK (until_us IS NULL OR from_us <= until_us)
);
CREATE INDEX device_ownership_by_device ON device_ownership (device_id, from_us);
CREATE INDEX device_ownership_by_owner ON device_ownership (owner_id, device_id);
CREATE UNIQUE INDEX device_ownership_now ON device_ownership (device_id) WHERE until_us IS NULL;

-- What devices sent, as compressed blocks; those of a device never overlap. Times are milliseconds, as in the samples.
CREATE TABLE raw_block (
    device_id INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    start_ms  INTEGER NOT NULL,
    end_ms    INTEGER NOT NULL,
    samples   INTEGER NOT NULL CHECK (samples > 0),
    small     INTEGER NOT NULL CHECK (small IN (0, 1)),
    bytes     BLOB    NOT NULL,
    PRIMARY KEY (device_id, start_ms),
    CHECK (start_ms <= end_ms)
);
CREATE INDEX raw_block_small ON raw_block (device_id, start_ms) WHERE small = 1;

CREATE TABLE occasion (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    name_fold  TEXT    NOT NULL,
    schema_id  INTEGER NOT NULL,
    document   TEXT    NOT NULL,
    created_us INTEGER NOT NULL
);
CREATE INDEX occasion_by_owner ON occasion (owner_id, id);
CREATE INDEX occasion_by_name ON occasion (owner_id, name_fold, id);

-- revision counts how often a time frame was begun to be measured.
CREATE TABLE time_frame (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    athlete_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    occasion_id INTEGER REFERENCES occasion (id) ON DELETE CASCADE,
    device_id   INTEGER REFERENCES device (id) ON DELETE SET NULL,
    schema_id   INTEGER NOT NULL,
    start_us    INTEGER NOT NULL,
    end_us      INTEGER NOT NULL,
    params      TEXT    NOT NULL,
    revision    INTEGER NOT NULL,
    CHECK (start_us < end_us)
);
CREATE INDEX time_frame_by_owner ON time_frame (owner_id, id);
CREATE INDEX time_frame_by_start ON time_frame (owner_id, start_us, id);
CREATE INDEX time_frame_by_occasion ON time_frame (occasion_id, id);
CREATE INDEX time_frame_by_device ON time_frame (device_id, start_us);
CREATE INDEX time_frame_by_athlete ON time_frame (athlete_id, start_us);

CREATE TABLE time_frame_result (
    time_frame_id   INTEGER NOT NULL PRIMARY KEY REFERENCES time_frame (id) ON DELETE CASCADE,
    revision        INTEGER NOT NULL,
    formula_version INTEGER NOT NULL,
    computed_us     INTEGER NOT NULL,
    document        TEXT    NOT NULL
);

-- What monitoring asks of people besides their profile.
CREATE TABLE person_detail (
    person_id           INTEGER NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    external_id         TEXT    NOT NULL,
    profile_external_id TEXT    NOT NULL,
    managed_by          INTEGER REFERENCES person (id) ON DELETE SET NULL,
    gender              TEXT    NOT NULL CHECK (gender IN ('', 'M', 'F')),
    nationality         TEXT    NOT NULL
);
CREATE INDEX person_detail_by_external_id ON person_detail (external_id, person_id);
CREATE INDEX person_detail_by_manager ON person_detail (managed_by);
CREATE UNIQUE INDEX person_detail_managed ON person_detail (managed_by, external_id) WHERE external_id <> '';

CREATE TABLE person_permission (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name      TEXT    NOT NULL,
    PRIMARY KEY (person_id, name)
);

-- Who looked at what of an athlete; what is left of a viewer who is gone is the name.
CREATE TABLE access_log (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    viewer_id     INTEGER REFERENCES person (id) ON DELETE SET NULL,
    viewer_name   TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    time_frame_id INTEGER,
    from_us       INTEGER,
    until_us      INTEGER,
    at_us         INTEGER NOT NULL
);
CREATE INDEX access_log_by_athlete ON access_log (athlete_id, id);
CREATE INDEX access_log_by_viewer ON access_log (viewer_id);

-- Work for later. due_us is when to begin a job that waits, and when the lease of one that runs is over; NULL once it has
-- ended. lease counts how often somebody got it, so that who lost it can't end it.
CREATE TABLE job (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,
    subject_id INTEGER NOT NULL,
    args       TEXT,
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'given_up')),
    merges     INTEGER NOT NULL CHECK (merges IN (0, 1)),
    attempts   INTEGER NOT NULL,
    lease      INTEGER NOT NULL,
    due_us     INTEGER,
    ended_us   INTEGER,
    created_us INTEGER NOT NULL,
    error      TEXT    NOT NULL,
    CHECK ((due_us IS NULL) = (state IN ('done', 'given_up')))
);
CREATE INDEX job_due ON job (kind, due_us) WHERE due_us IS NOT NULL;
CREATE INDEX job_ended ON job (ended_us) WHERE ended_us IS NOT NULL;
CREATE UNIQUE INDEX job_merged ON job (kind, subject_id) WHERE state = 'waiting' AND merges = 1;
