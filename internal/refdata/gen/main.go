// Command gen makes the data of package refdata from the files that ATTRIBUTION.md describes: it leaves out what is in doubt,
// shortens the names of members, and compresses. It is not part of a build.
//
//	go run ./gen -in wger -out data
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	in := flag.String("in", "", "folder with the JSON files that ATTRIBUTION.md names")
	out := flag.String("out", "data", "folder to write to")
	flag.Parse()
	if err := run(*in, *out); err != nil {
		log.Fatal("gen: ", err)
	}
}

func run(in, out string) error {
	var s source
	for name, into := range map[string]any{
		"reference": &s.lists, "exercises": &s.exercises, "exercise_translations": &s.translations,
		"ingredients": &s.ingredients, "weight_units_nutrition": &s.units, "ingredient_weight_units": &s.portions,
	} {
		raw, err := os.ReadFile(filepath.Join(in, name+".json"))
		if err != nil {
			return err
		}
		if err := json.Unmarshal(raw, into); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	exercises, translations, err := s.training()
	if err != nil {
		return err
	}
	ingredients, portions, err := s.food()
	if err != nil {
		return err
	}
	for name, rows := range map[string]any{
		"lists": s.lists, "exercises": exercises, "translations": translations,
		"ingredients": ingredients, "portion_units": s.portionUnits(), "portions": portions,
	} {
		if err := write(filepath.Join(out, name+".json.gz"), rows); err != nil {
			return err
		}
	}
	return nil
}

// write packs rows. The same rows give the same bytes: no time or name goes in.
func write(path string, rows any) error {
	var plain bytes.Buffer
	e := json.NewEncoder(&plain)
	e.SetEscapeHTML(false)
	if err := e.Encode(rows); err != nil {
		return err
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(plain.Bytes()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, packed.Bytes(), 0o644)
}
