package insiders

// CarryPictures sets how many bytes of pictures one answer carries.
func (d *Dialect) CarryPictures(most int64) { d.pictures = most }
