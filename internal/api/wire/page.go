package wire

// Clamp brings a page size asked for into 1..most; below 1 it becomes usual.
func Clamp(asked, usual, most int) int {
	switch {
	case asked < 1:
		return usual
	case asked > most:
		return most
	default:
		return asked
	}
}
