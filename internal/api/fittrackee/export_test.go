package fittrackee

// ShortID lets tests outside the package make ids as they go over the wire.
var ShortID = shortID
