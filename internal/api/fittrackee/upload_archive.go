package fittrackee

import (
	"context"
	"log/slog"
	"net/http"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// uploadArchive stores every file of an archive; those that can't be used are listed by name, the others stay.
func (d *Dialect) uploadArchive(ctx context.Context, v access.Viewer, u activity.Upload, p payload) (wire.Reply, error) {
	created, failures, err := d.activities.UploadArchive(ctx, v, u)
	if err != nil {
		return wire.Reply{}, err
	}
	if len(failures) == 0 {
		return workoutsReply(http.StatusCreated, "created", false, created...), nil
	}
	messages := make(map[string]string, len(failures))
	var names []string
	first := ""
	for i := range failures {
		err := uploadError(failures[i].Err)
		if strings.HasPrefix(fault.CodeOf(err), "equipment.") {
			// What is wrong with the equipment is wrong with every file, and comes before what is wrong with one.
			return wire.Reply{}, p.equipmentError(err)
		}
		answer, known := refusalOf(err)
		if !known {
			d.log.ErrorContext(ctx, "archive member failed", slog.String("request", wire.RequestID(ctx)), slog.Any("error", err))
		}
		if i == 0 {
			first = answer.message
		}
		name := wire.CleanText(failures[i].Name)
		if _, twice := messages[name]; !twice {
			names = append(names, name)
		}
		messages[name] = answer.message
	}
	return erroredReply(len(created), names, messages, first), nil
}

func erroredReply(created int, names []string, messages map[string]string, first string) wire.Reply {
	return jsonReply(http.StatusBadRequest, func(j *wire.Encoder) {
		j.Object()
		j.Key("errored_workouts").Object()
		for _, name := range names {
			j.KeyOf(name).String(messages[name])
		}
		j.EndObject()
		j.Key("message").String(first)
		j.Key("new_workouts").Int(int64(created))
		j.Key("status").Plain("fail")
		j.EndObject()
	})
}
