-- +goose Up

-- Who passed a grant on in the athlete's place, and the application through which it was given; neither for the athlete's own hand.
ALTER TABLE access_grant ADD COLUMN given_by INTEGER REFERENCES person (id) ON DELETE SET NULL;
ALTER TABLE access_grant ADD COLUMN given_app INTEGER REFERENCES oauth_app (id) ON DELETE SET NULL;
CREATE INDEX access_grant_by_giver ON access_grant (given_by) WHERE given_by IS NOT NULL;
CREATE INDEX access_grant_by_app ON access_grant (given_app) WHERE given_app IS NOT NULL;
