package strength

// Shown is the description as it may be put into a page: HTML of a few harmless tags, wherever it came from.
func (t *Translation) Shown() string { return cleanDescription(t.Description) }
