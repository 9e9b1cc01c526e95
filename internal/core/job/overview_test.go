package job_test

import (
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/job"
	"palestra/internal/core/person"
)

// untouched is a store that nobody may get to.
type untouched struct{ job.Store }

func TestJobsAreForAdministrators(t *testing.T) {
	o := job.NewOverview(untouched{}, time.Now)
	for name, c := range map[string]struct {
		v    access.Viewer
		kind fault.Kind
	}{
		"nobody": {access.Viewer{}, fault.Unauthenticated},
		"coach":  {access.Viewer{Person: &person.Person{ID: 1, Role: person.Coach}}, fault.Forbidden},
	} {
		if _, err := o.List(t.Context(), c.v, job.Filter{}); !fault.Is(err, c.kind) {
			t.Errorf("%s lists jobs: %v", name, err)
		}
		if err := o.RunNow(t.Context(), c.v, 1); !fault.Is(err, c.kind) {
			t.Errorf("%s runs a job: %v", name, err)
		}
	}
}
