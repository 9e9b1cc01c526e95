package planif

// ShortID is how activities are named.
var ShortID = shortID

// UUIDOf is the UUID behind a short name.
var UUIDOf = uuidOf
