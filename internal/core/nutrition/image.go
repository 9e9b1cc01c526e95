package nutrition

import (
	"context"
	"io"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/picture"
	"palestra/internal/core/reference"
)

// Image is a picture of an ingredient whose licence is known.
type Image struct {
	ID, Ingredient int64
	// UUID is the picture's, IngredientUUID that of what it shows.
	UUID, IngredientUUID string
	// Hash is the SHA-256 of its bytes in hex, Type "image/jpeg" or "image/png".
	Hash, Type string
	// Width and Height are in pixels, Size in bytes.
	Width, Height, Size  int64
	CreatedAt, UpdatedAt time.Time
	Credit               reference.Credit
}

// Files keeps bytes under the hash of their content.
type Files interface {
	// Keep makes data survive a power cut and then calls commit with its hash, which stores who uses it.
	Keep(ctx context.Context, data []byte, commit func(hash string) error) error
	// Open reads kept bytes; unknown ones are fault.NotFound.
	Open(hash string) (io.ReadSeekCloser, error)
}

// imageLimits fit pictures that are shown beside a name.
var imageLimits = picture.Limits{Bytes: 5 << 20, Pixels: 20_000_000, Side: 800}

// Illustrate gives an ingredient a picture, in place of the one that it had. Of m only UUID, Ingredient, times and Credit are
// looked at. Errors: fault.NotFound "ingredient.not_found"; fault.Invalid "reference.unknown" on "license" for one that
// isn't known; those of picture.Clean.
func (c *Catalogue) Illustrate(ctx context.Context, files Files, m Image, data []byte) (*Image, error) {
	i, err := c.Ingredients.Get(ctx, 0, m.Ingredient)
	if err != nil {
		return nil, err
	}
	if err := c.licensed(ctx, m.Credit.License); err != nil {
		return nil, err
	}
	clean, err := picture.Clean(data, imageLimits)
	if err != nil {
		return nil, err
	}
	m.IngredientUUID, m.Type = i.UUID, clean.Type
	m.Width, m.Height, m.Size = int64(clean.Width), int64(clean.Height), int64(len(clean.Bytes))
	err = files.Keep(ctx, clean.Bytes, func(hash string) error {
		m.Hash = hash
		return c.store.AddIngredientImage(ctx, &m)
	})
	if err != nil {
		return nil, err
	}
	return &m, nil
}

// licensed refuses a picture of which nobody knows how it may be used.
func (c *Catalogue) licensed(ctx context.Context, license int64) error {
	all, err := c.store.Licenses().List(ctx, 0, listing.Query{Conditions: []listing.Condition{listing.Is("id", license)}, Limit: 1})
	if err != nil {
		return err
	}
	if len(all.Rows) == 0 {
		e := fault.InvalidField("license", "reference.unknown", "does not exist")
		e.Args = []any{license}
		return e
	}
	return nil
}

// OpenImage opens the file of the ingredient's picture with this UUID; the caller closes it. Errors: fault.NotFound
// "ingredient_image.not_found".
func (c *Catalogue) OpenImage(ctx context.Context, files Files, uuid string) (io.ReadSeekCloser, *Image, error) {
	image, err := c.store.IngredientImageByUUID(ctx, uuid)
	if err != nil {
		return nil, nil, err
	}
	f, err := files.Open(image.Hash)
	if fault.Is(err, fault.NotFound) {
		return nil, nil, fault.Missing("ingredient_image")
	}
	return f, image, err
}
