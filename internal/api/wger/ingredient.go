package wger

import (
	"slices"
	"time"

	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
	"palestra/internal/core/unit"
)

// week is how long clients may keep lists of ingredients.
const week = 7 * 24 * time.Hour

var ingredients = resource[nutrition.Ingredient]{
	name: "ingredient", title: "Ingredient", model: "Ingredient", about: "What can be eaten, with its nutrients in 100 grams.", ways: readOnly, cache: week, rowsChange: true,
	fields: slices.Concat(
		ingredientFields(func(i *nutrition.Ingredient) *nutrition.Ingredient { return i }),
		[]field[nutrition.Ingredient]{relation("license", func(i *nutrition.Ingredient) *int64 { return &i.Credit.License }).of("license")},
		creditFields(func(i *nutrition.Ingredient) *reference.Credit { return &i.Credit }),
		[]field[nutrition.Ingredient]{relation("language", func(i *nutrition.Ingredient) *int64 { return &i.Language }).of("language")},
	),
	filters: ingredientFilters,
	keeper: func(d *Dialect) keeper[nutrition.Ingredient] {
		return readOnlyOf(d.foods.Ingredients)
	},
	actions: []action{
		{name: "search", whole: true, about: "Ingredients by name, the best match first.", params: []string{"term", "language"}, schema: ingredientSuggestions, handle: (*Dialect).searchIngredients},
		getValues,
	},
}

// ingredientFields are those that an ingredient has wherever it is shown.
func ingredientFields[T any](of func(*T) *nutrition.Ingredient) []field[T] {
	known := func(name, core string, at func(*nutrition.Ingredient) *unit.Thousandths) field[T] {
		return thousandths(name, func(r *T) unit.Thousandths { return *at(of(r)) }).of(core)
	}
	maybe := func(name, core string, at func(*nutrition.Ingredient) *unit.Thousandths) field[T] {
		return maybeThousandths(name, func(r *T) *unit.Thousandths { return at(of(r)) }).of(core)
	}
	return []field[T]{
		id(func(r *T) *int64 { return &of(r).ID }),
		uuidOf(func(r *T) *string { return &of(r).UUID }),
		maybeText("remote_id", func(r *T) **string { return &of(r).RemoteID }).of("remote_id").upTo(200),
		maybeText("source_name", func(r *T) **string { return &of(r).SourceName }).of("source_name").upTo(200),
		maybeText("source_url", func(r *T) **string { return &of(r).SourceURL }).of("source_url").upTo(200),
		maybeText("code", func(r *T) **string { return &of(r).Code }).of("code").upTo(200),
		text("name", func(r *T) *string { return &of(r).Name }).of("name").must().upTo(200),
		instant("created", func(r *T) *time.Time { return &of(r).CreatedAt }).of("created").readOnly(),
		instant("last_update", func(r *T) *time.Time { return &of(r).UpdatedAt }).of("updated").readOnly(),
		orNull(instant("last_imported", func(r *T) *time.Time { return &of(r).ImportedAt }).of("imported").readOnly()),
		integer("energy", func(r *T) *int64 { return &of(r).Energy }).of("energy").must(),
		known("protein", "protein", func(i *nutrition.Ingredient) *unit.Thousandths { return &i.Protein }),
		known("carbohydrates", "carbohydrates", func(i *nutrition.Ingredient) *unit.Thousandths { return &i.Carbohydrates }),
		maybe("carbohydrates_sugar", "sugar", func(i *nutrition.Ingredient) *unit.Thousandths { return i.Sugar }),
		known("fat", "fat", func(i *nutrition.Ingredient) *unit.Thousandths { return &i.Fat }),
		maybe("fat_saturated", "saturated", func(i *nutrition.Ingredient) *unit.Thousandths { return i.Saturated }),
		maybe("fiber", "fiber", func(i *nutrition.Ingredient) *unit.Thousandths { return i.Fiber }),
		maybe("sodium", "sodium", func(i *nutrition.Ingredient) *unit.Thousandths { return i.Sodium }),
	}
}

// orNull tells the document that a field may be null.
func orNull[T any](f field[T]) field[T] {
	f.null = true
	return f
}

// creditFields are the licence texts of something in the catalogue.
func creditFields[T any](of func(*T) *reference.Credit) []field[T] {
	return []field[T]{
		text("license_title", func(r *T) *string { return &of(r).Title }).upTo(reference.MaxTitle).orBlank(),
		text("license_object_url", func(r *T) *string { return &of(r).ObjectURL }).upTo(reference.MaxURL).orBlank(),
		text("license_author", func(r *T) *string { return &of(r).Author }).of("author").upTo(reference.MaxAuthor).orBlank(),
		text("license_author_url", func(r *T) *string { return &of(r).AuthorURL }).upTo(reference.MaxURL).orBlank(),
		text("license_derivative_source_url", func(r *T) *string { return &of(r).DerivativeSourceURL }).upTo(reference.MaxURL).orBlank(),
	}
}

var ingredientFilters = slices.Concat(
	[]filter{
		byNumber("id", "id"), byNumber("id", "id").among(), byUUID("uuid", "uuid"), byText("code", "code"), byText("source_name", "source_name"), byText("name", "name"),
		byNumber("energy", "energy"), byDecimal("protein", "protein", 3), byDecimal("carbohydrates", "carbohydrates", 3), byDecimal("carbohydrates_sugar", "sugar", 3),
		byDecimal("fat", "fat", 3), byDecimal("fat_saturated", "saturated", 3), byDecimal("fiber", "fiber", 3), byDecimal("fibres", "fiber", 3), byDecimal("sodium", "sodium", 3),
	},
	beforeAndAfter(byInstant("created", "created")), beforeAndAfter(byInstant("last_update", "updated")), beforeAndAfter(byInstant("last_imported", "imported")),
	[]filter{
		byRow("language", "language", languageThere), byNumber("language", "language").among(),
		byRow("license", "license", func(d *Dialect) listing.Finder { return d.catalogue.Licenses.Owner }), byText("license_author", "author"),
	},
)

// beforeAndAfter gives the filter with __gt and __lt beside it.
func beforeAndAfter(f filter) []filter {
	after, before := f, f
	after.name, after.op = f.name+"__gt", listing.After
	before.name, before.op = f.name+"__lt", listing.Before
	return []filter{f, after, before}
}

func languageThere(d *Dialect) listing.Finder { return d.catalogue.Languages.Owner }
