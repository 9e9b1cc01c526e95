package store

import (
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/unit"
)

var portionUnitKind = &kind[nutrition.PortionUnit]{
	noun: "portion_unit", table: "portion_unit", columns: "language_id, name",
	places: func(u *nutrition.PortionUnit) []any {
		return []any{(*whole)(&u.ID), (*whole)(&u.Language), (*word)(&u.Name)}
	},
	values: func(u *nutrition.PortionUnit) []any { return []any{u.Language, u.Name} },
	id:     func(u *nutrition.PortionUnit) *int64 { return &u.ID },
	fields: map[string]field{"id": num("id"), "language": num("language_id"), "name": words("name")},
	order:  "name, id",
}

var ingredientKind = &kind[nutrition.Ingredient]{
	noun: "ingredient", table: "ingredient", steady: true,
	columns: "uuid, remote_id, source_name, source_url, code, language_id, name, created_us, updated_us, imported_us, energy_kcal, protein_mg," +
		" carbohydrates_mg, sugar_mg, fat_mg, fat_saturated_mg, fiber_mg, sodium_mg, " + creditColumns,
	places: func(i *nutrition.Ingredient) []any {
		all := []any{(*whole)(&i.ID), (*word)(&i.UUID), maybe{&i.RemoteID}, maybe{&i.SourceName}, maybe{&i.SourceURL}, maybe{&i.Code}, (*whole)(&i.Language),
			(*word)(&i.Name), (*instant)(&i.CreatedAt), (*instant)(&i.UpdatedAt), (*instant)(&i.ImportedAt), (*whole)(&i.Energy), (*whole)(&i.Protein),
			(*whole)(&i.Carbohydrates), numeral[unit.Thousandths]{&i.Sugar}, (*whole)(&i.Fat), numeral[unit.Thousandths]{&i.Saturated},
			numeral[unit.Thousandths]{&i.Fiber}, numeral[unit.Thousandths]{&i.Sodium}}
		return append(all, creditPlaces(&i.Credit)...)
	},
	values: func(i *nutrition.Ingredient) []any {
		all := []any{i.UUID, text(i.RemoteID), text(i.SourceName), text(i.SourceURL), text(i.Code), i.Language, i.Name, moment(i.CreatedAt),
			moment(i.UpdatedAt), moment(i.ImportedAt), i.Energy, int64(i.Protein), int64(i.Carbohydrates), given(i.Sugar), int64(i.Fat),
			given(i.Saturated), given(i.Fiber), given(i.Sodium)}
		return append(all, creditValues(&i.Credit)...)
	},
	id: func(i *nutrition.Ingredient) *int64 { return &i.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "remote_id": maybeWords("remote_id"), "source_name": maybeWords("source_name"),
		"source_url": maybeWords("source_url"), "code": maybeWords("code"), "language": num("language_id"), "name": words("name"),
		"created": at("created_us"), "updated": at("updated_us"), "imported": maybeAt("imported_us"), "energy": num("energy_kcal"),
		"protein": num("protein_mg"), "carbohydrates": num("carbohydrates_mg"), "sugar": maybeNum("sugar_mg"), "fat": num("fat_mg"),
		"saturated": maybeNum("fat_saturated_mg"), "fiber": maybeNum("fiber_mg"), "sodium": maybeNum("sodium_mg"),
		"license": num("license_id"), "author": words("license_author"),
	},
	order: "name, id",
}

var portionKind = &kind[nutrition.Portion]{
	noun: "portion", table: "ingredient_portion", steady: true, columns: "ingredient_id, unit_id, amount_centi, gram",
	places: func(p *nutrition.Portion) []any {
		return []any{(*whole)(&p.ID), (*whole)(&p.Ingredient), (*whole)(&p.Unit), (*whole)(&p.Amount), (*whole)(&p.Gram)}
	},
	values: func(p *nutrition.Portion) []any { return []any{p.Ingredient, p.Unit, int64(p.Amount), p.Gram} },
	id:     func(p *nutrition.Portion) *int64 { return &p.ID },
	fields: map[string]field{
		"id": num("id"), "ingredient": num("ingredient_id"), "unit": num("unit_id"), "amount": num("amount_centi"), "gram": num("gram"),
	},
	order: "id",
}

// PortionUnits are what portions are counted in.
func (s *Store) PortionUnits() listing.Reader[nutrition.PortionUnit] {
	return rows[nutrition.PortionUnit]{s, portionUnitKind}
}

// Ingredients are what can be eaten.
func (s *Store) Ingredients() listing.Reader[nutrition.Ingredient] {
	return rows[nutrition.Ingredient]{s, ingredientKind}
}

// Portions are what portions of ingredients weigh.
func (s *Store) Portions() listing.Reader[nutrition.Portion] {
	return rows[nutrition.Portion]{s, portionKind}
}
