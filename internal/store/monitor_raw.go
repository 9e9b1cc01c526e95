package store

import (
	"context"
	"encoding/json"
	"slices"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// A device sends every second or so. What it sends is a small block at first; smallBlocks of them become one.
const (
	smallBlocks  = 64
	smallSamples = 600
)

// joinsOf bounds for how many devices small blocks are put together while so many arrivals are stored: for twice as many as it
// takes in the long run. Devices that began together have it due together, and everybody would wait for all of them.
func joinsOf(arrivals int) int { return 1 + 2*arrivals/smallBlocks }

// StoreRaw stores arrivals together and tells of each what was new. The time frames in which something new falls are
// measured anew.
func (s *Store) StoreRaw(ctx context.Context, arrivals []*monitor.Arrival) (results []monitor.Received, err error) {
	err = s.change(ctx, func(c *session) error {
		results = make([]monitor.Received, len(arrivals))
		joins := joinsOf(len(arrivals))
		for i, a := range arrivals {
			if results[i], err = c.storeRaw(ctx, a, &joins); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}

// storeRaw stores one. joins is for how many devices blocks may still be put together; another comes later.
func (c *session) storeRaw(ctx context.Context, a *monitor.Arrival, joins *int) (monitor.Received, error) {
	var small, last int64
	found, err := c.one(ctx, "SELECT small_blocks, last_frame_ms FROM device WHERE id = ?"+c.dialect.lock, []any{a.Device}, (*whole)(&small), (*whole)(&last))
	if err == nil && !found {
		err = fault.Missing("device")
	}
	if err != nil {
		return monitor.Received{}, err
	}
	if a.Samples.Len() == 0 {
		return monitor.Received{}, c.sawDevice(ctx, a, small, last)
	}
	first, end := a.Samples.Time[0], a.Samples.Time[a.Samples.Len()-1]
	overlapping, err := c.overlapping(ctx, a.Device, first, end)
	if err != nil {
		return monitor.Received{}, err
	}
	blocks, m, err := monitor.Joined(overlapping, &monitor.Block{Samples: a.Samples, Extras: a.Extras})
	if err != nil {
		return monitor.Received{}, err
	}
	r := monitor.Received{Accepted: m.Accepted, Duplicates: m.Duplicates}
	if m.Accepted > 0 {
		added, err := c.replaceBlocks(ctx, a.Device, overlapping, blocks)
		if err != nil {
			return r, err
		}
		if small += added; small >= smallBlocks && *joins > 0 {
			*joins--
			if small, err = c.joinSmall(ctx, a.Device); err != nil {
				return r, err
			}
		}
		if err := c.remeasureDevice(ctx, a, m.Earliest, end); err != nil {
			return r, err
		}
	}
	return r, c.sawDevice(ctx, a, small, last)
}

// sawDevice notes when a device was heard of, and its newest frame.
func (c *session) sawDevice(ctx context.Context, a *monitor.Arrival, small, last int64) error {
	if a.LatestTime < last || a.Latest == nil {
		_, err := c.exec(ctx, "UPDATE device SET last_seen_us = ?, small_blocks = ? WHERE id = ?", a.At.UnixMicro(), small, a.Device)
		return err
	}
	_, err := c.exec(ctx, "UPDATE device SET last_seen_us = ?, small_blocks = ?, last_frame_ms = ?, last_frame = ? WHERE id = ?",
		a.At.UnixMicro(), small, a.LatestTime, string(a.Latest), a.Device)
	return err
}

const blockColumns = "start_ms, end_ms, samples, bytes"

func blockDest(b *monitor.StoredBlock, samples *int64) []any {
	return []any{(*whole)(&b.Start), (*whole)(&b.End), (*whole)(samples), &b.Bytes}
}

// blocksFrom is the condition on the blocks that end at a time or later and begin before another: as they don't overlap, that
// is the last one which begins by then and all after it.
const blocksFrom = "device_id = ? AND start_ms >= COALESCE((SELECT MAX(p.start_ms) FROM raw_block p WHERE p.device_id = ? AND p.start_ms <= ?), ?) AND start_ms <= ?"

func (c *session) overlapping(ctx context.Context, device, first, last int64) ([]monitor.StoredBlock, error) {
	return c.blocks(ctx, blocksFrom+" AND end_ms >= ?", "", device, device, first, first, last, first)
}

// blocks reads those that meet a condition, with a limit or without, in order of time.
func (c *session) blocks(ctx context.Context, condition, limit string, args ...any) ([]monitor.StoredBlock, error) {
	var all []monitor.StoredBlock
	var b monitor.StoredBlock
	var samples int64
	err := c.query(ctx, "SELECT "+blockColumns+" FROM raw_block WHERE "+condition+" ORDER BY start_ms"+limit, args, blockDest(&b, &samples), func() error {
		b.Samples = int(samples)
		all = append(all, b)
		b.Bytes = nil // it belongs to the block now
		return nil
	})
	return all, err
}

// replaceBlocks stores blocks in place of others and says how many small ones there are more.
func (c *session) replaceBlocks(ctx context.Context, device int64, old, blocks []monitor.StoredBlock) (added int64, err error) {
	for i := range old {
		if _, err := c.exec(ctx, "DELETE FROM raw_block WHERE device_id = ? AND start_ms = ?", device, old[i].Start); err != nil {
			return 0, err
		}
		added -= isSmall(&old[i])
	}
	for i := range blocks {
		b := &blocks[i]
		added += isSmall(b)
		_, err := c.exec(ctx, "INSERT INTO raw_block (device_id, "+blockColumns+", small) VALUES (?, ?, ?, ?, ?, ?)",
			device, b.Start, b.End, int64(b.Samples), b.Bytes, isSmall(b))
		if err != nil {
			return 0, err
		}
	}
	return added, nil
}

func isSmall(b *monitor.StoredBlock) int64 {
	if b.Samples < smallSamples {
		return 1
	}
	return 0
}

// joinSmall puts neighbouring small blocks together and says how many to count from now on: none, those that stay small for
// want of neighbours included.
func (c *session) joinSmall(ctx context.Context, device int64) (int64, error) {
	small, err := c.blocks(ctx, "device_id = ? AND small = 1", "", device)
	if err != nil || len(small) == 0 {
		return 0, err
	}
	large, err := c.ids(ctx, "SELECT start_ms FROM raw_block WHERE device_id = ? AND start_ms BETWEEN ? AND ? AND small = 0 ORDER BY start_ms",
		device, small[0].Start, small[len(small)-1].Start)
	if err != nil {
		return 0, err
	}
	for len(small) > 0 {
		n := neighbours(small, large)
		if n > 1 {
			blocks, _, err := monitor.Joined(small[:n], nil)
			if err == nil {
				_, err = c.replaceBlocks(ctx, device, small[:n], blocks)
			}
			if err != nil {
				return 0, err
			}
		}
		small = small[n:]
	}
	_, err = c.exec(ctx, "UPDATE raw_block SET small = 0 WHERE device_id = ? AND small = 1", device)
	return 0, err
}

// neighbours is how many of the first blocks follow each other without a long gap or a large block between them.
func neighbours(small []monitor.StoredBlock, large []int64) int {
	n := 1
	for ; n < len(small); n++ {
		before, next := &small[n-1], &small[n]
		at, _ := slices.BinarySearch(large, before.Start)
		if next.Start-before.End > monitor.RangeGap || at < len(large) && large[at] < next.Start {
			break
		}
	}
	return n
}

// rawPage is how many blocks are read at once: some megabytes, whatever the interval.
const rawPage = 256

// RawBlocks gives a device's blocks with a sample in [from, until), or near it, in order of time and as they are at one
// moment. each must not use the store.
func (s *Store) RawBlocks(ctx context.Context, device, from, until int64, each func(*monitor.StoredBlock) error) error {
	return s.stream(ctx, func(c *session) error {
		condition, args := blocksFrom, []any{device, device, from, from, until - 1}
		for {
			some, err := c.blocks(ctx, condition, " LIMIT ?", append(args, int64(rawPage))...)
			if err != nil {
				return err
			}
			for i := range some {
				if some[i].End < from {
					continue
				}
				if err := each(&some[i]); err != nil {
					return err
				}
			}
			if len(some) < rawPage {
				return nil
			}
			condition, args = "device_id = ? AND start_ms > ? AND start_ms <= ?", []any{device, some[len(some)-1].Start, until - 1}
		}
	})
}

// LatestRaw is the newest frame with its time in milliseconds, nil when there is none.
func (s *Store) LatestRaw(ctx context.Context, device int64) (at int64, frame json.RawMessage, err error) {
	var text string
	err = s.view(ctx, func(c *session) error {
		_, err := c.one(ctx, "SELECT last_frame_ms, last_frame FROM device WHERE id = ?", []any{device}, (*whole)(&at), (*word)(&text))
		return err
	})
	if err != nil || text == "" {
		return 0, nil, err
	}
	return at, json.RawMessage(text), nil
}
