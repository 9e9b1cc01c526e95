package monitor

import (
	"context"
	"time"
)

// Recent gives the samples of a time frame's device since a moment, in order of time, batch after batch; those that count
// (Owned).
func (s *Service) Recent(ctx context.Context, l *Live, since time.Time, each func(*Samples)) error {
	for _, i := range l.Owned {
		from := max(i.From.UnixMilli(), since.UnixMilli())
		if from >= i.Until.UnixMilli() {
			continue
		}
		err := s.store.RawBlocks(ctx, l.TimeFrame.Device, from, i.Until.UnixMilli(), func(b *StoredBlock) error {
			block, err := DecodeBlock(b.Bytes)
			if err == nil {
				each(block.Samples.Between(from, i.Until.UnixMilli()))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
