package wger

import (
	"path"
	"strings"

	"palestra/internal/api/wire"
)

// thumbnail is a size in which pictures are had.
type thumbnail struct {
	name    string
	side    int
	cropped bool
	quality int
}

// thumbnails are all sizes; those that are cropped fill their square, the others fit into it.
var thumbnails = []thumbnail{
	{"micro", 30, false, 0}, {"micro_cropped", 30, true, 0}, {"thumbnail", 80, false, 0}, {"thumbnail_cropped", 80, true, 0},
	{"small", 200, false, 0}, {"small_cropped", 200, true, 0}, {"medium", 400, false, 0}, {"medium_cropped", 400, true, 0},
	{"large", 800, false, 90}, {"large_cropped", 800, true, 90},
}

// smallest is the one that search results have.
var smallest = thumbnails[1]

// thumbnail is where a picture in a size is: beside the picture itself, the size after its name.
func (i *picture) thumbnail(t thumbnail) string {
	p := i.path()
	ext := path.Ext(p)
	return strings.TrimSuffix(p, ext) + "." + t.name + ext
}

// listThumbnails serves GET /exerciseimage/{id}/thumbnails/.
func (d *Dialect) listThumbnails(c *call) (answer, error) {
	i, err := pictureRows{d: d}.Get(c.ctx(), c.v, c.id)
	if err != nil {
		return answer{}, c.explain(err)
	}
	return reply(func(j *wire.Encoder) {
		j.Object()
		for _, t := range thumbnails {
			j.Key(t.name).Object()
			j.Key("url").Plain(i.thumbnail(t))
			j.Key("settings").Object()
			j.Key("size").Array()
			j.Int(int64(t.side))
			j.Int(int64(t.side))
			j.EndArray()
			if t.cropped {
				j.Key("crop").Plain("smart")
			}
			if t.quality > 0 {
				j.Key("quality").Int(int64(t.quality))
			}
			j.EndObject()
			j.EndObject()
		}
		j.Key("original").Plain(i.path())
		j.EndObject()
	}), nil
}

// sized splits the name of a file into a picture's UUID and the size it is asked in, nil for the picture itself.
func sized(file string) (uuid string, t *thumbnail) {
	stem := strings.TrimSuffix(file, path.Ext(file))
	uuid, name, _ := strings.Cut(stem, ".")
	for i := range thumbnails {
		if thumbnails[i].name == name {
			return uuid, &thumbnails[i]
		}
	}
	if name != "" {
		return "", nil
	}
	return uuid, nil
}
