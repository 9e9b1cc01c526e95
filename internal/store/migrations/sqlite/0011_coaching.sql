-- +goose Up

-- What a coach asks an athlete for; it goes when it is answered. Permissions are words with blanks between them.
CREATE TABLE access_request (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    coach_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    permissions TEXT    NOT NULL,
    until_us    INTEGER NOT NULL,
    created_us  INTEGER NOT NULL,
    UNIQUE (athlete_id, coach_id)
);
CREATE INDEX access_request_by_coach ON access_request (coach_id);

-- What it takes to take back a change that a coach has made to a calendar or a library, as JSON.
CREATE TABLE plan_undo (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    document   TEXT    NOT NULL,
    created_us INTEGER NOT NULL
);
CREATE INDEX plan_undo_by_owner ON plan_undo (owner_id, created_us);
