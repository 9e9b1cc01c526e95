package browsertest

import (
	"context"
	"strings"

	"palestra/internal/core/reference"
)

// manyAuthors owes a catalogue to people with ordinary names and with uncommonly long ones.
type manyAuthors struct{}

// All gives the contributions.
func (manyAuthors) All(context.Context) ([]reference.Contribution, error) {
	share := reference.License{ID: 2, FullName: "Creative Commons Attribution Share Alike 4", ShortName: "CC-BY-SA 4", URL: "https://creativecommons.org/licenses/by-sa/4.0/"}
	free := reference.License{ID: 3, FullName: "Creative Commons Public Domain 1.0", ShortName: "CC0", URL: "https://creativecommons.org/publicdomain/zero/1.0/"}
	return []reference.Contribution{
		{Kind: "exercise", License: share, Author: "somebody", Entries: 719}, {Kind: "exercise", License: free, Entries: 20},
		{Kind: "ingredient", License: share, Author: strings.Repeat("uncommonlylong", 12), Entries: 9207},
	}, nil
}
