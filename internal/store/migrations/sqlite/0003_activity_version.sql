-- +goose Up

-- Counts the changes of the row and its segments, so that what was read before can be told from what is there now.
ALTER TABLE activity ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
