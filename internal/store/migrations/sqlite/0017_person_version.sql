-- +goose Up

-- Counts the changes of a row, so that somebody who has been read before need not be read again.
ALTER TABLE person ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
