package setting

import (
	"regexp"
	"strconv"
	"time"

	"palestra/internal/core/fault"
)

const (
	// maxText is the most characters of a text.
	maxText = 50_000
	// maxCount is the most of anything counted.
	maxCount = 1_000_000_000
)

var contactPattern = regexp.MustCompile(`^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+$`)

// check lists what can't be; the sizes of most are the largest there may be.
func (c *Change) check(most *Settings) []fault.Field {
	var fields []fault.Field
	refuse := func(name, message string) { fields = append(fields, fault.Field{Name: name, Message: message}) }
	bounded(refuse, maxArchiveFiles, "max files in a zip archive", c.MaxArchiveFiles, 1, most.MaxArchiveFiles)
	bounded(refuse, maxFileSize, "max size of uploaded files", c.MaxFileSize, 1, most.MaxFileSize)
	bounded(refuse, maxArchiveSize, "max size of zip archive", c.MaxArchiveSize, 1, most.MaxArchiveSize)
	bounded(refuse, maxUsers, "max users", c.MaxUsers, 0, maxCount)
	bounded(refuse, statisticsLimit, "max number of workouts for statistics", c.StatisticsLimit, 0, maxCount)
	if a := c.AdminContact; a != nil && *a != "" && (len(*a) > 254 || !contactPattern.MatchString(*a)) {
		refuse(adminContact, "valid email must be provided for admin contact")
	}
	for _, text := range []struct {
		name  string
		value *string
	}{{about, c.About}, {privacyPolicy, c.PrivacyPolicy}} {
		if text.value != nil && len([]rune(*text.value)) > maxText {
			refuse(text.name, "at most 50000 characters")
		}
	}
	return fields
}

// bounded refuses a number outside of its bounds, in words that name it.
func bounded[T int | int64](refuse func(name, message string), name, words string, value *T, least, most T) {
	switch {
	case value == nil:
	case *value < least && least == 0:
		refuse(name, words+" must be greater than or equal to 0")
	case *value < least:
		refuse(name, words+" must be greater than 0")
	case *value > most:
		refuse(name, words+" must be at most "+strconv.FormatInt(int64(most), 10))
	}
}

// values are what is stored for a change.
func (c *Change) values(now time.Time) map[string]string {
	values := make(map[string]string)
	text := func(name string, value *string) {
		if value != nil {
			values[name] = *value
		}
	}
	text(about, c.About)
	text(adminContact, c.AdminContact)
	text(privacyPolicy, c.PrivacyPolicy)
	if c.PrivacyPolicy != nil {
		values[privacyPolicyAt] = ""
		if *c.PrivacyPolicy != "" {
			values[privacyPolicyAt] = strconv.FormatInt(now.UnixMicro(), 10)
		}
	}
	count(values, maxUsers, c.MaxUsers)
	count(values, maxFileSize, c.MaxFileSize)
	count(values, maxArchiveSize, c.MaxArchiveSize)
	count(values, maxArchiveFiles, c.MaxArchiveFiles)
	count(values, statisticsLimit, c.StatisticsLimit)
	return values
}

func count[T int | int64](values map[string]string, name string, value *T) {
	if value != nil {
		values[name] = strconv.FormatInt(int64(*value), 10)
	}
}
