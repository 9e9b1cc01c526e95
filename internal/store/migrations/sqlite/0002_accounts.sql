-- +goose Up

-- An address that waits for its confirmation, and the picture of a profile: the hash of its bytes and "image/jpeg" or
-- "image/png". Signed tokens of an older generation no longer hold.
ALTER TABLE person ADD COLUMN pending_email TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN picture_hash TEXT;
ALTER TABLE person ADD COLUMN picture_type TEXT CHECK (picture_type IN ('image/jpeg', 'image/png'));
ALTER TABLE person ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
CREATE INDEX person_by_picture ON person (picture_hash) WHERE picture_hash IS NOT NULL;

CREATE TABLE account_token (
    hash       TEXT    NOT NULL PRIMARY KEY,
    person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    purpose    TEXT    NOT NULL CHECK (purpose IN ('confirm', 'email', 'password')),
    email      TEXT    NOT NULL,
    expires_us INTEGER NOT NULL
);
CREATE INDEX account_token_by_person ON account_token (person_id);
CREATE INDEX account_token_by_expiry ON account_token (expires_us);

-- Mails wait here; next_us is when to try next, NULL once sent or given up. Texts are emptied when sent: they hold links
-- that stand for a person.
CREATE TABLE mail (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id  INTEGER REFERENCES person (id) ON DELETE CASCADE,
    recipient  TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    created_us INTEGER NOT NULL,
    next_us    INTEGER,
    sent_us    INTEGER,
    attempts   INTEGER NOT NULL DEFAULT 0,
    error      TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX mail_by_next ON mail (next_us) WHERE next_us IS NOT NULL;
CREATE INDEX mail_by_created ON mail (created_us);
CREATE INDEX mail_by_person ON mail (person_id);

-- Lists of words (redirect_uris, scopes, grants) are kept with blanks between them; none of these words can hold one.
CREATE TABLE oauth_app (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id     TEXT    NOT NULL UNIQUE,
    secret_hash   TEXT,
    name          TEXT    NOT NULL,
    description   TEXT    NOT NULL,
    website       TEXT    NOT NULL,
    redirect_uris TEXT    NOT NULL,
    scopes        TEXT    NOT NULL,
    grants        TEXT    NOT NULL,
    owner_id      INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_us    INTEGER NOT NULL
);
CREATE INDEX oauth_app_by_owner ON oauth_app (owner_id, id);

CREATE TABLE oauth_code (
    hash         TEXT    NOT NULL PRIMARY KEY,
    app_id       INTEGER NOT NULL REFERENCES oauth_app (id) ON DELETE CASCADE,
    person_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    family       TEXT    NOT NULL,
    redirect_uri TEXT    NOT NULL,
    scopes       TEXT    NOT NULL,
    challenge    TEXT    NOT NULL,
    method       TEXT    NOT NULL CHECK (method IN ('', 'plain', 'S256')),
    expires_us   INTEGER NOT NULL,
    used_us      INTEGER
);
CREATE INDEX oauth_code_by_app ON oauth_code (app_id);
CREATE INDEX oauth_code_by_person ON oauth_code (person_id);
CREATE INDEX oauth_code_by_expiry ON oauth_code (expires_us);

-- A row is a pair of tokens. Those that came from one consent are a family; a refreshed pair stays until its refresh token
-- expires, so that a second use of that token is noticed.
CREATE TABLE oauth_token (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id           INTEGER NOT NULL REFERENCES oauth_app (id) ON DELETE CASCADE,
    person_id        INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    family           TEXT    NOT NULL,
    access_hash      TEXT    NOT NULL UNIQUE,
    refresh_hash     TEXT    NOT NULL UNIQUE,
    scopes           TEXT    NOT NULL,
    issued_us        INTEGER NOT NULL,
    access_until_us  INTEGER NOT NULL,
    refresh_until_us INTEGER NOT NULL,
    last_used_us     INTEGER,
    rotated_us       INTEGER,
    revoked_us       INTEGER
);
CREATE INDEX oauth_token_by_family ON oauth_token (family);
CREATE INDEX oauth_token_by_app ON oauth_token (app_id);
CREATE INDEX oauth_token_by_person ON oauth_token (person_id, app_id);
CREATE INDEX oauth_token_by_expiry ON oauth_token (refresh_until_us);

-- A person's latest archive of their own data.
CREATE TABLE data_export (
    person_id   INTEGER NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    state       TEXT    NOT NULL CHECK (state IN ('in_progress', 'successful', 'errored')),
    created_us  INTEGER NOT NULL,
    finished_us INTEGER,
    file_name   TEXT    NOT NULL,
    file_hash   TEXT,
    size_bytes  INTEGER NOT NULL
);
CREATE INDEX data_export_by_state ON data_export (state, created_us);
CREATE INDEX data_export_by_file ON data_export (file_hash) WHERE file_hash IS NOT NULL;

-- What an administrator has set in the running server, by name.
CREATE TABLE server_setting (
    name       TEXT    NOT NULL PRIMARY KEY,
    value      TEXT    NOT NULL,
    changed_us INTEGER NOT NULL
);
