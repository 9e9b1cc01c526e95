package strength

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/fault"
)

// refused are the fields that an error is about, with commas between them; "" for no error.
func refused(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return ""
	}
	var names []string
	for _, field := range f.Fields {
		names = append(names, field.Name)
	}
	return strings.Join(names, ",")
}

func TestWhatIsRefused(t *testing.T) {
	long := strings.Repeat("x", 101)
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"an empty routine", checkRoutine(&Routine{}), ""},
		{"a routine", checkRoutine(&Routine{Name: long, Description: strings.Repeat("x", 1001)}), "name,description"},
		{"a day", checkDay(&Day{Description: long}), "description"},
		{"a day without words", checkDay(&Day{}), "description"},
		{"the eighth weekday", checkDay(&Day{Description: "x", Weekdays: []int64{1, 8}}), "weekdays"},
		{"weekday 0", checkDay(&Day{Description: "x", Weekdays: []int64{0}}), "weekdays"},
		{"ten sets", checkSet(&Set{Sets: 10, Position: math.MinInt32}), ""},
		{"a set", checkSet(&Set{Sets: 11, Position: math.MaxInt32 + 1, Comment: strings.Repeat("x", 201)}), "sets,position,comment"},
		{"a prescription", checkPrescription(&Prescription{Repetitions: 601, Load: load(1500_01), Reserve: reserve("5"), Comment: long}), "repetitions,load,reserve,comment"},
		{"the most prescribed", checkPrescription(&Prescription{Repetitions: 600, Load: load(1500_00), Reserve: reserve("3.5")}), ""},
		{"a session", checkSession(&Session{Impression: "4", Start: clock(24), End: clock(-1)}), "impression,start,end"},
		{"a session that ends before it starts", checkSession(&Session{Impression: "1", Start: clock(9), End: clock(8)}), ""},
		{"a log", checkLog(&Log{Repetitions: -1, Load: 1000_00, Reserve: reserve("x")}), "repetitions,load,reserve"},
		{"a schedule", checkSchedule(&Schedule{}), "name"},
		{"a step", checkStep(&Step{Weeks: 26}), "weeks"},
		{"a step of no weeks", checkStep(&Step{}), "weeks"},
	} {
		if got := refused(c.err); got != c.want {
			t.Errorf("%s: refused %q, want %q (%v)", c.name, got, c.want, c.err)
		}
	}
}

func clock(hours int) *time.Duration {
	d := time.Duration(hours) * time.Hour
	return &d
}

func TestWeekdaysAreSortedAndNamedOnce(t *testing.T) {
	d := Day{Description: "x", Weekdays: []int64{5, 3, 5, 1}}
	if err := checkDay(&d); err != nil || !slices.Equal(d.Weekdays, []int64{1, 3, 5}) {
		t.Errorf("got %v (%v)", d.Weekdays, err)
	}
}
