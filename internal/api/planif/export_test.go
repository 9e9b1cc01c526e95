package planif

// ShortID is how activities are named.
var ShortID = shortID
