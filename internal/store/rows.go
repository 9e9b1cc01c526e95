package store

import "strings"

// places is "(?, ?, …)" for n values.
func places(n int) string {
	return "(" + strings.TrimSuffix(strings.Repeat("?, ", n), ", ") + ")"
}

// width is how many columns a list names.
func width(columns string) int { return strings.Count(columns, ",") + 1 }

// of puts a table's name before each column of a list.
func of(table, columns string) string {
	return table + "." + strings.ReplaceAll(columns, ", ", ", "+table+".")
}

// most is the longest list of ids that one statement takes.
const most = 100

// among is a condition's "(?, …)" for these ids, of which there are 1 to most, with its arguments. The last id fills up to
// one of a few lengths, so that few statements have to be prepared.
func among(ids []int64) (string, []any) {
	n := len(ids)
	for _, size := range [...]int{1, 2, 5, 10, 20, 50, most} {
		if size >= n {
			n = size
			break
		}
	}
	args := make([]any, n)
	for i := range args {
		args[i] = ids[min(i, len(ids)-1)]
	}
	return places(n), args
}
