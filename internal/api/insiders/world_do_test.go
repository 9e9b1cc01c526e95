package insiders_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
)

// words are what transcripts can do besides asking.
func (w *world) words() map[string]func([]string) (string, error) {
	return map[string]func([]string) (string, error){
		"clock": w.doClock, "grant": w.doGrant, "permit": w.doPermit, "device": w.doDevice, "stream": w.doStream, "compute": w.doCompute,
		"mailed": w.doMailed, "picture": doPicture, "repeat": doRepeat, "code": w.doCode, "works": w.doWorks, "client": w.doClient,
	}
}

// doClock moves the clock on: "clock 48h".
func (w *world) doClock(args []string) (string, error) {
	d, err := time.ParseDuration(args[0])
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
	return "", err
}

// doGrant lets a manager in: "grant ana mia WRITE 2026-11-01T00:00:00Z 2027-01-01T00:00:00Z"; its id is the result.
func (w *world) doGrant(args []string) (string, error) {
	from, err := time.Parse(time.RFC3339, args[3])
	if err != nil {
		return "", err
	}
	until, err := time.Parse(time.RFC3339, args[4])
	if err != nil {
		return "", err
	}
	g, err := w.access.Grant(context.Background(), access.Grant{
		Athlete: w.people[args[0]].ID, Coach: w.people[args[1]].ID, Permission: access.Permission(args[2]), From: from, Until: until,
	})
	return strconv.FormatInt(g.ID, 10), err
}

// doPermit lets a manager make managed athletes: "permit mia".
func (w *world) doPermit(args []string) (string, error) {
	return "", w.monitor.Permit(context.Background(), w.people[args[0]].ID, monitor.MayManage, true)
}

// doDevice registers a device: "device POD-1 mia", or without an owner "device POD-1"; its id is the result.
func (w *world) doDevice(args []string) (string, error) {
	owner := int64(0)
	if len(args) > 1 {
		owner = w.people[args[1]].ID
	}
	t, key, err := w.monitor.AddTracker(context.Background(), args[0], "Pod", owner)
	if err != nil {
		return "", err
	}
	id := strconv.FormatInt(t.ID, 10)
	w.keys[id] = key
	return id, nil
}

// doStream has a device send so many seconds at 10 Hz: "stream 1 2026-11-20T18:00:00Z 60" walks at 1 m/s for 20 s of each
// minute, speeds up by 2.5 m/s² to 6 m/s, and slows down again.
func (w *world) doStream(args []string) (string, error) {
	device, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil {
		return "", err
	}
	start, err := time.Parse(time.RFC3339, args[1])
	if err != nil {
		return "", err
	}
	seconds, err := strconv.Atoi(args[2])
	if err != nil {
		return "", err
	}
	var frames []monitor.RawFrame
	for s := range seconds {
		all, err := monitor.DecodeFrames([]byte(secondOf(start, s)), w.clock())
		if err != nil {
			return "", err
		}
		frames = append(frames, all...)
	}
	_, err = w.monitor.Receive(context.Background(), device, frames)
	return "", err
}

// secondOf is the frame of one second.
func secondOf(start time.Time, second int) string {
	var times, lons, lats, speeds []string
	for i := range 10 {
		at := float64(second) + float64(i)/10
		v := speedAt(at)
		times = append(times, strconv.FormatInt(start.UnixMilli()+int64(math.Round(at*1000)), 10))
		lons = append(lons, strconv.FormatFloat(6.6+at*2e-5, 'f', 7, 64))
		lats = append(lats, "46.5")
		speeds = append(speeds, strconv.FormatFloat(v, 'f', 4, 64))
	}
	list := func(s []string) string { return "[" + strings.Join(s, ",") + "]" }
	return fmt.Sprintf(`{"gnss":{"timestamp":%s,"longitude":%s,"latitude":%s,"speed":%s},"ecg":{"timestamp":%s,"hr":%d},"device":{"Bat_lvl":90}}`,
		list(times), list(lons), list(lats), list(speeds), times[9], 120+second%30)
}

func speedAt(at float64) float64 {
	switch s := math.Mod(at, 60); {
	case s < 20:
		return 1
	case s < 22:
		return 1 + 2.5*(s-20)
	case s < 30:
		return 6
	case s < 32:
		return 6 - 2.5*(s-30)
	}
	return 1
}

// doCompute measures a time frame, as the job does: "compute 1".
func (w *world) doCompute(args []string) (string, error) {
	id, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil {
		return "", err
	}
	return "", w.monitor.Compute(context.Background(), id, 0)
}

// doMailed signs in with the password that was mailed to an address last, and gives an access token: "mailed jon@example.com".
func (w *world) doMailed(args []string) (string, error) {
	ctx := context.Background()
	page, err := w.auth.Outbox(ctx, access.Viewer{Person: w.people["admin"]}, 0, 100)
	if err != nil {
		return "", err
	}
	for _, m := range page.Mails {
		if m.To != args[0] {
			continue
		}
		for line := range strings.Lines(m.Text) {
			if line = strings.TrimSpace(line); len(line) == 20 && !strings.Contains(line, " ") {
				issued, err := w.auth.Exchange(ctx, auth.Exchange{
					Grant: auth.PasswordGrant, ClientID: w.app.ClientID, ClientSecret: w.appSecret, Username: args[0], Password: line, Scope: "all",
				})
				if err != nil {
					return "", err
				}
				return issued.Access, nil
			}
		}
	}
	return "", fmt.Errorf("no password was mailed to %s", args[0])
}

// doPicture is a PNG in base 64: "picture 40 30".
func doPicture(args []string) (string, error) {
	wide, err := strconv.Atoi(args[0])
	if err != nil {
		return "", err
	}
	high, err := strconv.Atoi(args[1])
	if err != nil {
		return "", err
	}
	img := image.NewNRGBA(image.Rect(0, 0, wide, high))
	img.Set(3, 3, color.NRGBA{R: 200, A: 255})
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return base64.StdEncoding.EncodeToString(b.Bytes()), err
}

// doRepeat makes a long text: "repeat a 256".
func doRepeat(args []string) (string, error) {
	n, err := strconv.Atoi(args[1])
	return strings.Repeat(args[0], n), err
}

// doCode has somebody agree to let the application in, and gives the code: "code mia CHALLENGE".
func (w *world) doCode(args []string) (string, error) {
	back, err := w.auth.Authorize(context.Background(), access.Viewer{Person: w.people[args[0]]}, auth.Authorization{
		ClientID: w.app.ClientID, RedirectURI: "https://squad.example/back", Scope: "all", Challenge: args[1], Method: "S256",
	})
	_, code, _ := strings.Cut(back, "code=")
	return code, err
}

// doWorks tells whether a sign-in works: "works ana PASSWORD" is an error when it doesn't.
func (w *world) doWorks(args []string) (string, error) {
	_, err := w.auth.SignIn(context.Background(), args[0], strings.Join(args[1:], " "), "192.0.2.1")
	return "", err
}

// doClient is what the application calls itself, "client id", or its secret, "client secret".
func (w *world) doClient(args []string) (string, error) {
	if args[0] == "id" {
		return w.app.ClientID, nil
	}
	return w.appSecret, nil
}

// noisy is a picture that hardly becomes smaller by compressing.
func noisy(t testing.TB, seed int) []byte {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(seed), 1))
	img := image.NewNRGBA(image.Rect(0, 0, 50, 50))
	for i := range img.Pix {
		img.Pix[i] = byte(random.Uint32())
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	var b bytes.Buffer
	must(t, png.Encode(&b, img))
	return b.Bytes()
}
