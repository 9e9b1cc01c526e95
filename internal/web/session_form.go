package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// sessionForm is what the builder sends, as it was written.
type sessionForm struct {
	title, description, sport, tags, estimate, content string
}

func readSessionForm(r *http.Request) (sessionForm, error) {
	if err := r.ParseForm(); err != nil {
		return sessionForm{}, errForm(err)
	}
	f := r.PostFormValue
	return sessionForm{
		title: strings.TrimSpace(f("title")), description: strings.TrimSpace(f("description")), sport: f("sport"), tags: f("tags"),
		estimate: strings.TrimSpace(f("estimate")), content: f("content"),
	}, nil
}

// emptyContent is what a new session starts with: a warm-up, four intervals, a cool-down.
const emptyContent = `{"steps":[{"intensity":"WARMUP","targetType":"OPEN","durationType":"TIME","durationValue":900},` +
	`{"repeatValue":4,"steps":[{"intensity":"INTERVAL","targetType":"OPEN","durationType":"TIME","durationValue":180},` +
	`{"intensity":"RECOVERY","targetType":"OPEN","durationType":"TIME","durationValue":120}]},` +
	`{"intensity":"COOLDOWN","targetType":"OPEN","durationType":"TIME","durationValue":600}]}`

func sessionFormOf(who reader, w *plan.Workout) (sessionForm, error) {
	content, err := w.Content.Encode()
	f := sessionForm{title: w.Title, sport: strconv.Itoa(int(w.Sport)), tags: strings.Join(w.Tags, ", "), content: content}
	if w.Description != nil {
		f.description = *w.Description
	}
	if w.Estimate != nil {
		f.estimate = seconds(who, *w.Estimate).Value
	}
	return f, err
}

// apply writes the form into a workout. Errors: fault.Invalid with the fields it names.
func (f *sessionForm) apply(w *plan.Workout) error {
	sp, ok := sportByText(f.sport)
	if !ok {
		return fault.InvalidField("sport", "workout.invalid", "Unknown sport.")
	}
	content, problem := readContent(f.content)
	if problem != nil {
		return problem.err
	}
	if w.Sport != sp.ID {
		w.Sport, w.SportName = sp.ID, sportWord(sp)
	}
	w.Title, w.Tags, w.Content, w.Estimate = f.title, splitTags(f.tags), content, nil
	w.Description = &f.description
	if f.description == "" {
		w.Description = nil
	}
	if f.estimate != "" {
		n, ok := parseDuration(f.estimate)
		if !ok {
			return fault.InvalidField("estimate", "workout.estimate", "a duration is hours, minutes and seconds, such as 1:15:00")
		}
		w.Estimate = &n
	}
	return nil
}

func sportByText(s string) (sport.Sport, bool) {
	n, err := strconv.Atoi(s)
	if err != nil {
		return sport.Sport{}, false
	}
	return sport.ByID(sport.ID(n))
}

// splitTags reads tags with commas between them.
func splitTags(s string) []string {
	tags := []string{}
	for tag := range strings.SplitSeq(s, ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

// contentProblem is what is wrong with the steps of a form, and where.
type contentProblem struct {
	err error
	// Variant is the number of the variant from 0, Path leads to the step ("1.0" is the first of the second), Field is its member.
	Variant int
	Path    string
	Field   string
}

// readContent reads the builder's JSON. What is wrong is told with the variant and step that it stands at.
func readContent(text string) (plan.Content, *contentProblem) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	var raw map[string]any
	if err := d.Decode(&raw); err != nil {
		return plan.Content{}, &contentProblem{err: fault.InvalidField("steps", "workout.json", "the steps can't be read")}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return plan.Content{}, &contentProblem{err: fault.InvalidField("steps", "workout.json", "the steps can't be read")}
	}
	c, err := plan.ReadContent(raw["steps"], raw["variants"])
	if err == nil {
		return c, nil
	}
	problem := &contentProblem{err: err}
	problem.locate(err)
	variants, _ := raw["variants"].([]any)
	for i, v := range variants {
		o, _ := v.(map[string]any)
		if _, err := plan.ReadSteps("variants", o["steps"]); err != nil {
			problem.Variant = i
			problem.locate(err)
			break
		}
	}
	return plan.Content{}, problem
}

var placeNumber = regexp.MustCompile(`[0-9]+`)

// locate reads the place out of a refusal such as "steps[1].steps[0].durationValue: …".
func (p *contentProblem) locate(err error) {
	var e *fault.Error
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		return
	}
	place, _, ok := strings.Cut(e.Fields[0].Message, ": ")
	if !ok || !strings.HasPrefix(place, "steps") {
		return
	}
	if i := strings.LastIndex(place, "]."); i >= 0 && !strings.HasSuffix(place, "]") {
		p.Field, place = place[i+2:], place[:i+1]
	}
	p.Path = strings.Join(placeNumber.FindAllString(place, -1), ".")
}

// problemKeys are the sentences for members of a step that are refused.
var problemKeys = map[string]string{
	"durationValue": "builder.bad_length", "durationValueType": "builder.bad_length", "targetValue": "builder.bad_target",
	"targetValueLow": "builder.bad_range", "targetValueType": "builder.bad_target", "repeatValue": "builder.bad_repeat", "steps": "builder.bad_empty",
}

// text says what is wrong in the reader's words.
func (p *contentProblem) text(who reader) string {
	if key := problemKeys[p.Field]; key != "" {
		return who.words.T(key)
	}
	if p.Path == "" && p.Field == "" && fault.CodeOf(p.err) == "workout.content" {
		return who.words.T("builder.bad_variant")
	}
	return faultText(who.words, p.err)
}
