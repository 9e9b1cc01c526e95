package web

import (
	"testing"

	"palestra/internal/web/messages"
)

// Templates are parsed when a language is first asked for: a mistake in one must not wait for somebody who speaks it.
func TestTemplatesOfEveryLanguage(t *testing.T) {
	t.Parallel()
	as := func(name string) string { return name }
	all := newTemplates(as, as)
	for _, lang := range messages.Languages {
		own, err := all[lang]()
		if err != nil {
			t.Errorf("%s: %v", lang, err)
			continue
		}
		if own.Lookup("activity") == nil {
			t.Errorf("%s: no template of the page of an activity", lang)
		}
	}
}
