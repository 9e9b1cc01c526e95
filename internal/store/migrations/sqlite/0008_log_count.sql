-- +goose Up

-- How many logs a routine has is kept beside it: counting thousands for each page would cost more than reading the page.
-- Triggers keep it, because logs also go with their exercise.
ALTER TABLE routine ADD COLUMN logs INTEGER NOT NULL DEFAULT 0;
UPDATE routine SET logs = (SELECT COUNT(*) FROM strength_log l WHERE l.routine_id = routine.id);

-- +goose StatementBegin
CREATE TRIGGER strength_log_more AFTER INSERT ON strength_log BEGIN
    UPDATE routine SET logs = logs + 1 WHERE id = NEW.routine_id;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER strength_log_fewer AFTER DELETE ON strength_log BEGIN
    UPDATE routine SET logs = logs - 1 WHERE id = OLD.routine_id;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER strength_log_moved AFTER UPDATE OF routine_id ON strength_log WHEN NEW.routine_id <> OLD.routine_id BEGIN
    UPDATE routine SET logs = logs - 1 WHERE id = OLD.routine_id;
    UPDATE routine SET logs = logs + 1 WHERE id = NEW.routine_id;
END;
-- +goose StatementEnd

-- A page of a routine's logs is found in the index alone, whoever asks.
DROP INDEX strength_log_by_routine;
CREATE INDEX strength_log_by_routine ON strength_log (routine_id, owner_id, day_us, repetitions, id);

-- Everybody's public templates, newest first.
CREATE INDEX routine_public ON routine (created_us, id) WHERE is_template = 1 AND is_public = 1;
