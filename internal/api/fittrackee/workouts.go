package fittrackee

import (
	"context"
	"net/http"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// workoutID is the UUID that the path names. An id that can't be read is of nothing that exists.
func workoutID(r *http.Request) (string, error) {
	uuid, ok := parseShortID(chi.URLParam(r, "id"))
	if !ok {
		return "", fault.Missing("activity")
	}
	return uuid, nil
}

// listWorkouts serves GET /workouts: the viewer's own, newest first unless told otherwise.
func (d *Dialect) listWorkouts(r *http.Request, v access.Viewer) (wire.Reply, error) {
	filter, err := parseFilter(r.URL.Query(), v.Person.Location())
	if err != nil {
		return wire.Reply{}, err
	}
	page, err := d.activities.List(r.Context(), v, filter)
	if err != nil {
		return wire.Reply{}, err
	}
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("data").Object()
		j.Key("workouts").Array()
		w := workoutWriter{j: j}
		for i := range page.Activities {
			w.write(&page.Activities[i])
		}
		j.EndArray()
		j.EndObject()
		writePagination(j, page.Number, page.PerPage, page.Total)
		j.Key("status").Plain("success")
		j.EndObject()
	}), nil
}

// getWorkout serves GET /workouts/{id}.
func (d *Dialect) getWorkout(r *http.Request, v access.Viewer) (wire.Reply, error) {
	a, err := d.own(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	return workoutsReply(http.StatusOK, "success", false, a), nil
}

// own reads the workout that the path names. This API knows the owner alone: what somebody else shows to all is not
// shown here.
func (d *Dialect) own(r *http.Request, v access.Viewer) (*activity.Activity, error) {
	uuid, err := workoutID(r)
	if err != nil {
		return nil, err
	}
	return d.ownByUUID(r.Context(), v, uuid)
}

func (d *Dialect) ownByUUID(ctx context.Context, v access.Viewer, uuid string) (*activity.Activity, error) {
	a, err := d.activities.Get(ctx, v, uuid)
	if err == nil && a.Owner != v.ID() {
		return nil, errPermission
	}
	return a, err
}

// deleteWorkout serves DELETE /workouts/{id}.
func (d *Dialect) deleteWorkout(r *http.Request, v access.Viewer) (wire.Reply, error) {
	uuid, err := workoutID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if err := d.activities.Delete(r.Context(), v, uuid); err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, wire.TypeJSON), nil
}

// workoutsReply answers with whole workouts; uuid repeats the id under that name as well, where the documented examples
// have it so.
func workoutsReply(status int, word string, uuid bool, activities ...*activity.Activity) wire.Reply {
	return jsonReply(status, func(j *wire.Encoder) {
		j.Object()
		j.Key("data").Object()
		j.Key("workouts").Array()
		w := workoutWriter{j: j, uuid: uuid}
		for _, a := range activities {
			w.write(a)
		}
		j.EndArray()
		j.EndObject()
		j.Key("status").Plain(word)
		j.EndObject()
	})
}
