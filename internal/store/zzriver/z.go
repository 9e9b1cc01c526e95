package zzriver
import (
 "github.com/riverqueue/river"
 "github.com/riverqueue/river/riverdriver/riverpgxv5"
 "github.com/riverqueue/river/riverdriver/riversqlite"
 "github.com/riverqueue/river/rivermigrate"
 "database/sql"
 "github.com/jackc/pgx/v5/pgxpool"
)
func A(db *sql.DB, p *pgxpool.Pool) {
 river.NewClient(riversqlite.New(db), &river.Config{})
 river.NewClient(riverpgxv5.New(p), &river.Config{})
 rivermigrate.New(riversqlite.New(db), nil)
}
