-- +goose Up

-- Counts the changes of a person's activities in a sport, also those that leave the sums as they are, so that what was read
-- of them before can be told from what is there now.
ALTER TABLE sport_total ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
