package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// databaseSize is how many bytes the database holds: SQLite's files in the data folder, without the uploaded originals, or
// what PostgreSQL's own client says. The server must have stopped, so that nothing waits in a log.
func (t *trial) databaseSize(ctx context.Context) (int64, error) {
	if t.databaseURL != "" {
		return askPostgres(ctx, t.databaseURL)
	}
	files, err := filepath.Glob(filepath.Join(t.data(), "*.db*"))
	if err != nil {
		return 0, err
	}
	var size int64
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			return 0, err
		}
		size += info.Size()
	}
	if size == 0 {
		return 0, fmt.Errorf("no database in %s", t.data())
	}
	return size, nil
}

// askPostgres vacuums first: what transactions left behind is no data.
func askPostgres(ctx context.Context, url string) (int64, error) {
	out, err := exec.CommandContext(ctx, "psql", "-Atq", "-c", "VACUUM", "-c", "SELECT pg_database_size(current_database())", url).Output()
	if err != nil {
		return 0, fmt.Errorf("asking psql for the size of the database: %w", err)
	}
	return strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
}
