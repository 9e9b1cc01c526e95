package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "palestra"

// repository is the source tree as the tests see it. All paths are relative to its root and written with slashes.
type repository struct {
	root  string
	files []string // every file that is ours to shape: no build results, fixtures or other people's assets
	goes  []*goFile
	fset  *token.FileSet
}

// goFile is one parsed Go file.
type goFile struct {
	path string // internal/core/metric/distance.go
	dir  string // internal/core/metric
	test bool
	ast  *ast.File
}

// imports lists the import paths of the file.
func (f *goFile) imports() []string {
	var paths []string
	for _, spec := range f.ast.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, "`\""))
	}
	return paths
}

// house reads the tree once for all tests.
var house = sync.OnceValues(func() (*repository, error) {
	root, err := filepath.Abs("../..")
	if err != nil {
		return nil, err
	}
	repo := &repository{root: root, fset: token.NewFileSet()}
	err = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		relative = filepath.ToSlash(relative)
		if entry.IsDir() {
			if foreign(relative) {
				return fs.SkipDir
			}
			return nil
		}
		repo.files = append(repo.files, relative)
		if path.Ext(relative) == ".go" {
			return repo.parse(relative)
		}
		return nil
	})
	return repo, err
})

// foreign says whether a folder holds things whose shape is not ours to judge.
func foreign(dir string) bool {
	atRoot := []string{".git", "data", "demo-data", "test-output", "tmp"}
	anywhere := []string{"testdata", "vendor", "node_modules"}
	return slices.Contains(atRoot, dir) || slices.Contains(anywhere, path.Base(dir))
}

func (r *repository) parse(name string) error {
	parsed, err := parser.ParseFile(r.fset, r.absolute(name), nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	r.goes = append(r.goes, &goFile{
		path: name,
		dir:  path.Dir(name),
		test: strings.HasSuffix(name, "_test.go"),
		ast:  parsed,
	})
	return nil
}

func (r *repository) absolute(name string) string {
	return filepath.Join(r.root, filepath.FromSlash(name))
}

func (r *repository) exists(name string) bool {
	_, err := os.Stat(r.absolute(name))
	return err == nil
}

func (r *repository) text(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(r.absolute(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// place names a position as file:line, relative to the root.
func (r *repository) place(pos token.Pos) (name string, line int) {
	position := r.fset.Position(pos)
	relative, err := filepath.Rel(r.root, position.Filename)
	if err != nil {
		return position.Filename, position.Line
	}
	return filepath.ToSlash(relative), position.Line
}

// open returns the tree, or ends the test: without it nothing can be said.
func open(t *testing.T) *repository {
	t.Helper()
	repo, err := house()
	if err != nil {
		t.Fatal(err)
	}
	if len(repo.goes) == 0 || !repo.exists("go.mod") {
		t.Fatalf("%s is not the root of the source tree", repo.root)
	}
	return repo
}
