-- +goose Up

-- Which job measured a result, 0 for none: what the same job measures again, after a crash, is not told again.
ALTER TABLE time_frame_result ADD COLUMN job_id INTEGER NOT NULL DEFAULT 0;
