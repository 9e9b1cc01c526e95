-- +goose Up

-- Who wants to be told what happens to an occasion. The secret signs what is told.
CREATE TABLE webhook (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    occasion_id       INTEGER NOT NULL REFERENCES occasion (id) ON DELETE CASCADE,
    url               TEXT    NOT NULL,
    secret            TEXT    NOT NULL,
    activity_events   INTEGER NOT NULL CHECK (activity_events IN (0, 1)),
    timeframe_events  INTEGER NOT NULL CHECK (timeframe_events IN (0, 1)),
    created_us        INTEGER NOT NULL
);
CREATE INDEX webhook_by_occasion ON webhook (occasion_id, id);

-- What is told to whom. It outlives the occasion, whose end is told too, and goes with the account of its owner. next_us is
-- NULL once it has ended, leased_us is until when somebody is sending it, NULL when nobody is.
CREATE TABLE webhook_delivery (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid        TEXT    NOT NULL UNIQUE,
    webhook_id  INTEGER NOT NULL,
    owner_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    occasion_id INTEGER NOT NULL,
    url         TEXT    NOT NULL,
    secret      TEXT    NOT NULL,
    event       TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    created_us  INTEGER NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
    attempts    INTEGER NOT NULL,
    next_us     INTEGER,
    leased_us   INTEGER,
    ended_us    INTEGER,
    status      INTEGER NOT NULL,
    error       TEXT    NOT NULL,
    CHECK ((next_us IS NULL) = (state <> 'pending')),
    CHECK ((ended_us IS NULL) = (state = 'pending'))
);
CREATE INDEX webhook_delivery_pending ON webhook_delivery (webhook_id, id) WHERE state = 'pending';
CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_by_state ON webhook_delivery (state, id);
CREATE INDEX webhook_delivery_by_owner ON webhook_delivery (owner_id);
CREATE INDEX webhook_delivery_ended ON webhook_delivery (ended_us) WHERE ended_us IS NOT NULL;
