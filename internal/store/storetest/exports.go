package storetest

import (
	"time"

	"palestra/internal/core/export"
	"palestra/internal/core/fault"
)

func exports(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	ask := func(id int64, at time.Time) (string, error) {
		return w.CreateExport(w.ctx, export.Request{Person: id, State: export.InProgress, CreatedAt: at}, at.Add(-export.Pause))
	}
	_, err := w.Export(w.ctx, ana.ID)
	w.refused(err, fault.NotFound, "export.not_found")
	_, err = ask(99, noon)
	w.refused(err, fault.NotFound, "person.not_found")
	_, err = ask(ben.ID, noon.Add(time.Minute))
	w.must(err)
	_, err = ask(ana.ID, noon)
	w.must(err)
	_, err = ask(ana.ID, noon.Add(48*time.Hour))
	w.refused(err, fault.Conflict, "export.ongoing")
	pending, err := w.PendingExports(w.ctx)
	w.must(err)
	w.same(pending, []export.Request{
		{Person: ana.ID, State: export.InProgress, CreatedAt: noon}, {Person: ben.ID, State: export.InProgress, CreatedAt: noon.Add(time.Minute)},
	}, "pending, oldest first")

	done := export.Request{
		Person: ana.ID, State: export.Successful, CreatedAt: noon, FinishedAt: noon.Add(time.Second), FileName: "a.zip", Hash: "f1", Size: 7,
	}
	w.must(w.FinishExport(w.ctx, done))
	w.refused(w.FinishExport(w.ctx, done), fault.NotFound, "export.not_found")
	other := export.Request{Person: ben.ID, State: export.Errored, CreatedAt: noon, FinishedAt: noon}
	w.refused(w.FinishExport(w.ctx, other), fault.NotFound, "export.not_found") // an earlier request than the present one
	got, err := w.Export(w.ctx, ana.ID)
	w.must(err)
	w.same(got, &done, "finished")
	if used, err := w.HashInUse(w.ctx, "f1"); err != nil || !used {
		w.Fatalf("the archive counts as left over, %v", err)
	}
	_, err = ask(ana.ID, noon.Add(export.Pause-time.Second))
	w.refused(err, fault.Conflict, "export.recent")
	old, err := ask(ana.ID, noon.Add(export.Pause))
	w.must(err)
	if old != "f1" {
		w.Fatalf("the old archive is %q, want f1", old)
	}

	done.CreatedAt, done.Hash = noon.Add(export.Pause), "f2"
	w.must(w.FinishExport(w.ctx, done))
	other.CreatedAt = noon.Add(time.Minute)
	w.must(w.FinishExport(w.ctx, other))
	_, err = ask(ben.ID, noon.Add(2*time.Minute)) // a failed one doesn't count
	w.must(err)
	hashes, err := w.DropExports(w.ctx, noon.Add(export.Pause))
	w.must(err)
	w.same(hashes, []string(nil), "nothing is old enough")
	hashes, err = w.DropExports(w.ctx, noon.Add(export.Pause+time.Second))
	w.must(err)
	w.same(hashes, []string{"f2"}, "files of old archives")
	if pending, err = w.PendingExports(w.ctx); err != nil || len(pending) != 1 {
		w.Fatalf("what is in progress stays: %v, %v", pending, err)
	}
}
