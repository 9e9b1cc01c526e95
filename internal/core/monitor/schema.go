package monitor

import (
	"bytes"
	"embed"
	"encoding/json"
	"slices"
	"sync"
)

// SchemaType is what a schema describes, with the number that stands for it.
type SchemaType int

// The types.
const (
	SchemaActivity  SchemaType = 1
	SchemaTimeFrame SchemaType = 2
)

// String is the name of the type.
func (t SchemaType) String() string {
	if t == SchemaTimeFrame {
		return "TIMEFRAME"
	}
	return "ACTIVITY"
}

// Schema describes what is said of an occasion, or how its time frames are measured.
type Schema struct {
	// ID never changes: occasions and time frames keep it.
	ID int64
	// Name is "activity_" or "timeframe_" and the sport.
	Name, Sport string
	Type        SchemaType
	// Parent is the schema of the occasion that a time frame's belongs to, 0 for those of occasions.
	Parent int64
	// Document is a JSON Schema of draft 2020-12 without references to other documents.
	Document json.RawMessage
}

// schemaSports have two schemas each; their places make the ids, so that a seventh would need ids of its own.
var schemaSports = []string{"biking", "running", "soccer", "swimming", "trailrunning", "triathlon"}

//go:embed schemas/*.json
var schemaFiles embed.FS

var schemas = sync.OnceValue(func() []Schema {
	timeFrame := schemaFile("timeframe")
	activities, frames := []Schema(nil), []Schema(nil)
	for i, sport := range schemaSports {
		id := int64(i + 1)
		activities = append(activities, Schema{ID: id, Name: "activity_" + sport, Sport: sport, Type: SchemaActivity, Document: schemaFile("activity_" + sport)})
		frames = append(frames, Schema{
			ID: id + int64(len(schemaSports)), Name: "timeframe_" + sport, Sport: sport, Type: SchemaTimeFrame, Parent: id,
			Document: bytes.ReplaceAll(timeFrame, []byte("{sport}"), []byte(sport)),
		})
	}
	return append(activities, frames...)
})

func schemaFile(name string) []byte {
	content, err := schemaFiles.ReadFile("schemas/" + name + ".json")
	if err != nil {
		panic(err) // it is part of the program
	}
	return content
}

// Schemas lists all in order of their ids. The documents are shared: they must not be changed.
func Schemas() []Schema { return slices.Clone(schemas()) }
