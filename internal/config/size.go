package config

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Size is a number of bytes, written as 52428800, 512KB, 50MB or 2GB (powers of 1024).
type Size int64

var sizeUnits = []struct {
	suffix string
	bytes  int64
}{{"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}, {"B", 1}}

// UnmarshalText reads a size in any of its forms.
func (s *Size) UnmarshalText(text []byte) error {
	word, factor := strings.ToUpper(strings.TrimSpace(string(text))), int64(1)
	for _, u := range sizeUnits {
		if n, ok := strings.CutSuffix(word, u.suffix); ok {
			word, factor = strings.TrimSpace(n), u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(word, 10, 64)
	if err != nil || n < 0 || n > math.MaxInt64/factor {
		return fmt.Errorf("%q is not a size such as 50MB", text)
	}
	*s = Size(n * factor)
	return nil
}
