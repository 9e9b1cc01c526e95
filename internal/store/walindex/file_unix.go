//go:build unix

package walindex

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// File is a mapped head.
type File struct {
	fd    int
	info  fs.FileInfo
	head  []byte
	users int
}

// opened are the files of this process. SQLite holds its locks on the same file, and a process loses all its locks on a file
// as soon as it closes any descriptor of it: a second Open shares the first one's, and the last Close ends it.
var opened struct {
	sync.Mutex
	files []*File
}

// Open maps the index of a database that SQLite has open in this process, which it must have for longer than the File.
func Open(database string) (*File, error) {
	opened.Lock()
	defer opened.Unlock()
	path := database + "-shm"
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("walindex: %w", err)
	}
	for _, f := range opened.files {
		if os.SameFile(f.info, info) {
			f.users++
			return f, nil
		}
	}
	f, err := mapped(path, info)
	if err != nil {
		return nil, fmt.Errorf("walindex: %w", err)
	}
	opened.files = append(opened.files, f)
	return f, nil
}

func mapped(path string, info fs.FileInfo) (*File, error) {
	page := os.Getpagesize()
	if info.Size() < int64(page) {
		return nil, errors.New("the index is empty") // beyond the end of a file there is nothing to map
	}
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	head, err := syscall.Mmap(fd, 0, page, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, err // fd stays open, for the sake of the locks
	}
	return &File{fd: fd, info: info, head: head, users: 1}, nil
}

// State is the head as it is now; ok is false while somebody is writing it, or when it is not there yet.
func (f *File) State() (s State, ok bool) {
	// Whoever writes it sets the second copy first, and whoever reads it reads the first copy first.
	for i := range s {
		s[i] = f.word(i)
	}
	for i := range s {
		if f.word(words+i) != s[i] {
			return State{}, false
		}
	}
	return s, s[atVersion] == version && f.head[4*atFlags] != 0
}

func (f *File) word(i int) uint32 {
	return atomic.LoadUint32((*uint32)(unsafe.Pointer(&f.head[4*i])))
}

// Close ends the use of it. SQLite must have closed the database in this process before the last Close.
func (f *File) Close() error {
	opened.Lock()
	defer opened.Unlock()
	if f.users--; f.users > 0 {
		return nil
	}
	opened.files = slices.DeleteFunc(opened.files, func(o *File) bool { return o == f })
	return errors.Join(syscall.Munmap(f.head), syscall.Close(f.fd))
}
