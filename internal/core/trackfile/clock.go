package trackfile

const (
	secondsADay = 86_400
	// latest is the first microsecond of the year 2100.
	latest = 4_102_444_800_000_000
)

// clockFault is why a time was not taken.
type clockFault uint8

const (
	clockOK clockFault = iota
	clockUnreadable
	clockOutOfRange
)

// clock reads times, of which one after the other is mostly of the same day: it remembers the last date.
type clock struct {
	// date is what was read, zeros at first, and days what that was in days since 1970-01-01.
	date [len("2006-01-02")]byte
	days int64
}

// parse reads an XML Schema dateTime into microseconds since 1970-01-01 UTC: "2018-03-13T12:44:45.5+01:00". A
// missing zone means UTC, fractions beyond microseconds are cut, a blank may stand for the T, the zone may lack its
// colon or minutes, and a leap second counts as the first one of the next minute. Years outside 1970 to 2099 are out of
// range.
func (c *clock) parse(b []byte) (int64, clockFault) {
	b = trimSpace(b)
	if len(b) < 19 || b[4] != '-' || b[7] != '-' || b[13] != ':' || b[16] != ':' {
		return 0, clockUnreadable
	}
	if b[10] != 'T' && b[10] != ' ' && b[10] != 't' {
		return 0, clockUnreadable
	}
	hour, minute, second := two(b, 11), two(b, 14), two(b, 17)
	if hour|minute|second < 0 || hour > 23 || minute > 59 || second > 60 || !c.setDate(b[:10]) {
		return 0, clockUnreadable
	}
	micros, rest := fraction(b[19:])
	offset, ok := zone(rest)
	if !ok {
		return 0, clockUnreadable
	}
	seconds := c.days*secondsADay + int64(hour*3600+minute*60+second) - offset
	at := seconds*1_000_000 + micros
	if at < 0 || at >= latest {
		return 0, clockOutOfRange
	}
	return at, clockOK
}

// setDate reads "2018-03-13" into days; false when there is no such day.
func (c *clock) setDate(b []byte) bool {
	if string(b) == string(c.date[:]) {
		return true
	}
	century, y, month, day := two(b, 0), two(b, 2), two(b, 5), two(b, 8)
	if century|y|month|day < 0 {
		return false
	}
	year := century*100 + y
	if month < 1 || month > 12 || day < 1 || day > monthDays(year, month) {
		return false
	}
	c.days = daysSince1970(year, month, day)
	copy(c.date[:], b)
	return true
}

// two is the number in b[i:i+2], negative when it is none.
func two(b []byte, i int) int {
	hi, lo := b[i]-'0', b[i+1]-'0'
	if hi > 9 || lo > 9 {
		return -1
	}
	return int(hi)*10 + int(lo)
}

// fraction reads ".123456" as microseconds and gives what follows it.
func fraction(b []byte) (micros int64, rest []byte) {
	if len(b) < 2 || b[0] != '.' && b[0] != ',' {
		return 0, b
	}
	unit := int64(100_000)
	i := 1
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		micros += int64(b[i]-'0') * unit
		unit /= 10
	}
	if i == 1 {
		return 0, b
	}
	return micros, b[i:]
}

// zone reads Z, +hh:mm, +hhmm, +hh or nothing as seconds east of Greenwich. XML Schema ends at 14 hours.
func zone(b []byte) (seconds int64, ok bool) {
	if len(b) == 0 {
		return 0, true
	}
	if len(b) == 1 {
		return 0, b[0] == 'Z' || b[0] == 'z'
	}
	if b[0] != '+' && b[0] != '-' {
		return 0, false
	}
	minutes := 0
	switch {
	case len(b) == 3:
	case len(b) == 5:
		minutes = two(b, 3)
	case len(b) == 6 && b[3] == ':':
		minutes = two(b, 4)
	default:
		return 0, false
	}
	hours := two(b, 1)
	if hours < 0 || minutes < 0 || minutes > 59 || hours*60+minutes > 14*60 {
		return 0, false
	}
	seconds = int64(hours*3600 + minutes*60)
	if b[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}

// monthDays is the length of a month in the Gregorian calendar.
func monthDays(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysSince1970 counts days from 1970-01-01 in the Gregorian calendar, with the year starting in March so that the leap
// day is the last one (Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
func daysSince1970(year, month, day int) int64 {
	if month <= 2 {
		year--
	}
	era := floorDiv(year, 400)
	yearOfEra := year - era*400
	dayOfYear := (153*((month+9)%12)+2)/5 + day - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return int64(era)*146_097 + int64(dayOfEra) - 719_468
}

// floorDiv is a/b rounded down; the year before 0000-03-01 is the only negative one.
func floorDiv(a, b int) int {
	if a < 0 {
		return (a - b + 1) / b
	}
	return a / b
}
