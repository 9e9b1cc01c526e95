package trackfile

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// source marks errors of the reader that we were given, so that a connection that broke is not taken for a bad file.
type source struct{ r io.Reader }

// sourceError is an error that is not the file's fault.
type sourceError struct{ err error }

func (e *sourceError) Error() string { return fmt.Sprintf("reading the file: %v", e.err) }
func (e *sourceError) Unwrap() error { return e.err }

func (s source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		err = &sourceError{err}
	}
	return n, err
}

// unpack gives the bytes of a file that may be gzipped, within the limit. The first two bytes decide, not the name:
// browsers and servers unpack and pack on their own.
func unpack(r io.Reader, f Format, lim Limits) (io.Reader, error) {
	br := bufio.NewReaderSize(source{r}, 4096)
	magic, err := br.Peek(2)
	if err != nil && err != io.EOF {
		return nil, err
	}
	var plain io.Reader = br
	if len(magic) == 2 && magic[0] == 0x1F && magic[1] == 0x8B {
		z, err := gzip.NewReader(br)
		if err != nil {
			return nil, damaged(err, f)
		}
		plain = &gunzip{z, f}
	}
	return &bounded{r: plain, left: lim.MaxBytes, limit: lim.MaxBytes, format: f}, nil
}

// gunzip turns the errors of damaged compression into refusals.
type gunzip struct {
	z      *gzip.Reader
	format Format
}

func (g *gunzip) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = damaged(err, g.format)
	}
	return n, err
}

// damaged is the refusal of a gzip stream that can't be unpacked; an error of the source stays one.
func damaged(err error, f Format) error {
	var broken *sourceError
	if errors.As(err, &broken) {
		return err
	}
	return refuse(CodeInvalid, f, "the gzip compression is damaged or cut off (%v)", err)
}

// bounded refuses to give more than left bytes.
type bounded struct {
	r           io.Reader
	left, limit int64
	format      Format
}

func (b *bounded) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	// One byte more than allowed tells a file that just fits from one that doesn't.
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if int64(n) > b.left {
		return int(b.left), refuse(CodeTooLarge, b.format, "the file has more than %d bytes after decompression", b.limit)
	}
	b.left -= int64(n)
	return n, err
}
