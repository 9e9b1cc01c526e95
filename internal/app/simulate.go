package app

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"palestra/internal/scenario"
)

type simulateCommand struct {
	URL     string  `default:"http://127.0.0.1:8000" placeholder:"URL" help:"Server to stream to."`
	Keys    string  `default:"./demo-data/devices.json" type:"path" placeholder:"FILE" help:"Devices to stream as: the lines that device add --json prints, or the file that the demo made."`
	Devices int     `default:"0" placeholder:"N" help:"How many of them play; 0 for all."`
	Hz      int     `default:"10" placeholder:"N" help:"Samples a second of each."`
	Minutes float64 `default:"90" placeholder:"N" help:"How long the match lasts."`
	Seed    uint64  `default:"1" placeholder:"N" help:"The same seed plays the same match."`
}

// simulatedServer is where demo and serve are unless told otherwise.
const simulatedServer = "http://127.0.0.1:8000"

// What a match may be: a message holds a second, and no device measures more often.
const (
	maxSimulatedHz      = 100
	maxSimulatedMinutes = 24 * 60
)

// Run plays a match in real time, and fails unless the server has stored all of it.
func (c *simulateCommand) Run(s *shell) error {
	if c.Devices < 0 || c.Hz < 1 || c.Hz > maxSimulatedHz || !(c.Minutes > 0 && c.Minutes <= maxSimulatedMinutes) {
		return fmt.Errorf("%w: no negative number of devices, 1 to %d samples a second, at most %d minutes", errUsage, maxSimulatedHz, maxSimulatedMinutes)
	}
	base, err := url.Parse(c.URL)
	if err != nil || base.Scheme != "http" && base.Scheme != "https" || base.Host == "" {
		return fmt.Errorf("%w: --url must be an http or https address", errUsage)
	}
	devices, err := c.read()
	if err != nil {
		return err
	}
	seconds := max(1, int(c.Minutes*60))
	fmt.Fprintf(s.Out, "%d devices play %d seconds …\n", len(devices), seconds)
	var sent, stored atomic.Int64
	var all sync.WaitGroup
	failed := make(chan error, len(devices))
	kickOff := time.Now()
	for i, d := range devices {
		all.Go(func() {
			// Devices don't send in step.
			t := transmitter{
				address: base.JoinPath("ws/v1/ingest", strconv.FormatInt(d.ID, 10)).String() + "/", key: d.Key, player: scenario.NewPlayer(c.Seed, i, c.Hz),
				kickOff: kickOff.Add(time.Duration(i) * time.Second / time.Duration(len(devices))), seconds: seconds, sent: &sent, stored: &stored,
			}
			failed <- t.run(s.ctx)
		})
	}
	all.Wait()
	close(failed)
	var errs []error
	for err := range failed {
		errs = append(errs, err)
	}
	fmt.Fprintf(s.Out, "%d frames of %d samples sent, %d stored\n", sent.Load(), c.Hz, stored.Load())
	return errors.Join(errs...)
}

// maxSimulated is how many devices play when all of a file do.
const maxSimulated = 2000

// read takes the devices that play from the file of keys.
func (c *simulateCommand) read() ([]deviceJSON, error) {
	file, err := os.Open(c.Keys)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s is not there: palestra demo makes it, or write what device add --json prints to a file and name it with --keys", errUsage, c.Keys)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	most := c.Devices
	if most == 0 {
		most = maxSimulated
	}
	var devices []deviceJSON
	for lines := json.NewDecoder(bufio.NewReader(file)); len(devices) < most; {
		var d deviceJSON
		err := lines.Decode(&d)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || d.ID < 1 || d.Key == "" {
			return nil, fmt.Errorf("%s: line %d is none that device add --json prints", c.Keys, len(devices)+1)
		}
		devices = append(devices, d)
	}
	if len(devices) < max(c.Devices, 1) {
		return nil, fmt.Errorf("%s: has %d devices, %d are to play", c.Keys, len(devices), max(c.Devices, 1))
	}
	return devices, nil
}
