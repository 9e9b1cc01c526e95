package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"palestra/internal/basemap"
	"palestra/internal/mapimage"
)

// smallestPlace is the number of people from which a place is considered.
const smallestPlace = 1000

// candidate is a label with what decides about it.
type candidate struct {
	basemap.Label
	people  int
	largest []basemap.Point // of a country
	seat    *basemap.Label  // of a country: its capital, if known
}

type gazetteerCountry struct {
	Name, ISO, Capital string
	Number             int `json:"isonumeric"`
}

type gazetteerPlace struct {
	Name                string
	Latitude, Longitude float64
	Country             string `json:"countrycode"`
	Population          int
	AlternateNames      []string
}

// capitals finds each country's capital among its places: the largest that has the name, in any spelling.
func capitals(countries map[string]gazetteerCountry, places map[string]gazetteerPlace) map[string]string {
	found := map[string]string{}
	for id, p := range places {
		name := strings.TrimSpace(countries[p.Country].Capital)
		if p.Name != name && !slices.Contains(p.AlternateNames, name) {
			continue
		}
		best, ok := found[p.Country]
		if more := p.Population - places[best].Population; !ok || more > 0 || more == 0 && id < best {
			found[p.Country] = id
		}
	}
	return found
}

// readLabels gives all names, the important ones first: countries by size, capitals, places by population.
func readLabels(dir string, countries []country) ([]candidate, error) {
	var known map[string]gazetteerCountry
	if err := readJSON(filepath.Join(dir, "countries.json"), &known); err != nil {
		return nil, err
	}
	var places map[string]gazetteerPlace
	if err := readJSON(filepath.Join(dir, "cities1000.json"), &places); err != nil {
		return nil, err
	}
	var out []candidate
	seats := capitals(known, places)
	for id, p := range places {
		if p.Population >= smallestPlace {
			out = append(out, placeLabel(p, seats[p.Country] == id))
		}
	}
	byNumber := map[int]gazetteerCountry{}
	for _, c := range known {
		byNumber[c.Number] = c
	}
	for _, c := range countries {
		number, err := strconv.Atoi(c.id)
		k, ok := byNumber[number]
		if err != nil || !ok {
			k.Name = c.name // places that are countries only in the atlas
		}
		l := countryLabel(c, k.Name)
		if seat, ok := places[seats[k.ISO]]; ok {
			capital := placeLabel(seat, true).Label
			l.seat = &capital
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(
			-cmp.Compare(area(a.largest), area(b.largest)),
			cmp.Compare(min(a.Kind, basemap.Metropolis), min(b.Kind, basemap.Metropolis)),
			-cmp.Compare(a.people, b.people),
			cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.At.X, b.At.X),
		)
	})
	return out, nil
}

func readJSON(path string, to any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, to); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func placeLabel(p gazetteerPlace, capital bool) candidate {
	c := candidate{people: p.Population}
	c.Name = writable(p.Name)
	c.At.X, c.At.Y = basemap.Project(p.Latitude, p.Longitude)
	switch {
	case capital:
		c.Kind = basemap.Capital
	case p.Population >= 1_000_000:
		c.Kind = basemap.Metropolis
	case p.Population >= 100_000:
		c.Kind = basemap.City
	case p.Population >= 10_000:
		c.Kind = basemap.Town
	default:
		c.Kind = basemap.Village
	}
	return c
}

// countryLabel takes the gazetteer's name: the atlas abbreviates.
func countryLabel(c country, name string) candidate {
	return candidate{
		Label:   basemap.Label{Name: writable(name), Kind: basemap.Country, At: middle(c.largest)},
		largest: c.largest,
	}
}

// writable replaces what the Go fonts cannot write: letters with marks they lack by the plain letter, curly quotes by
// straight ones.
func writable(name string) string {
	name = strings.NewReplacer("‘", "'", "’", "'", "ʼ", "'", "ʻ", "'", "`", "'").Replace(norm.NFC.String(name))
	var out strings.Builder
	for _, r := range name {
		if inFont(r) {
			out.WriteRune(r)
			continue
		}
		for _, d := range norm.NFD.String(string(r)) {
			if !unicode.Is(unicode.Mn, d) {
				out.WriteRune(d)
			}
		}
	}
	return out.String()
}

// inFont tells whether the Go fonts have a letter.
func inFont(r rune) bool {
	_, ok := mapimage.LabelBox(basemap.Label{Name: string(r), Kind: basemap.Village}, lastArranged)
	return ok
}
