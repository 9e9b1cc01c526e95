package app

import (
	"fmt"
	"strings"
	"time"

	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

type deviceCommand struct {
	Add  deviceAddCommand  `cmd:"" help:"Register a device that athletes wear, and print the key that it sends with."`
	List deviceListCommand `cmd:"" help:"List all devices."`
}

type deviceAddCommand struct {
	administrative
	Serial string `required:"" placeholder:"S" help:"Serial number."`
	Name   string `placeholder:"N" help:"What it is called; the serial number when not given."`
	Owner  string `placeholder:"U" help:"Coach who holds it, from 1970 on; nobody when not given."`
}

// deviceJSON is a device as the commands print it; the key only when it is made.
type deviceJSON struct {
	ID       int64   `json:"id"`
	Key      string  `json:"key,omitempty"`
	Serial   string  `json:"serial_number"`
	Name     string  `json:"name"`
	Owner    string  `json:"owner,omitempty"`
	Active   bool    `json:"is_active"`
	LastSeen *string `json:"last_seen"`
}

func toDeviceJSON(t *monitor.Tracker, owner string) deviceJSON {
	j := deviceJSON{ID: t.ID, Serial: t.Serial, Name: t.Name, Owner: owner, Active: t.HeldAt(time.Now())}
	if !t.LastSeen.IsZero() {
		at := stamp(t.LastSeen)
		j.LastSeen = &at
	}
	return j
}

// Run registers the device and prints its key, this once.
func (c *deviceAddCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	owner := &person.Person{Role: person.Coach}
	if c.Owner != "" {
		if owner, err = a.auth.PersonByName(s.ctx, c.Owner); err != nil {
			return err
		}
	}
	if owner.Role != person.Coach {
		return fmt.Errorf("%w: --owner: %s is no coach", errUsage, owner.Username)
	}
	t, key, err := a.monitor.AddTracker(s.ctx, c.Serial, c.Name, owner.ID)
	if err != nil {
		return err
	}
	if c.JSON {
		j := toDeviceJSON(t, owner.Username)
		j.Key = key
		return s.printJSON(j)
	}
	_, err = fmt.Fprintf(s.Out, "device %d (%s)\nkey, not shown again: %s\n", t.ID, t.Serial, key)
	return err
}

type deviceListCommand struct{ administrative }

// Run prints the devices, never their keys.
func (c *deviceListCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	names, err := a.names(s)
	if err != nil {
		return err
	}
	list, rows := []deviceJSON{}, []string{}
	for after := int64(0); ; {
		all, err := a.monitor.AllTrackers(s.ctx, after, 500)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			break
		}
		for i := range all {
			j := toDeviceJSON(&all[i], names[all[i].Owner])
			list = append(list, j)
			rows = append(rows, strings.Join([]string{fmt.Sprint(j.ID), j.Serial, j.Name, j.Owner, fmt.Sprint(j.Active), orNever(j.LastSeen)}, "\t"))
		}
		after = all[len(all)-1].ID
	}
	if c.JSON {
		return s.printJSON(map[string]any{"devices": list})
	}
	return s.printTable("ID\tSERIAL\tNAME\tOWNER\tHELD NOW\tLAST SEEN", rows)
}

func orNever(at *string) string {
	if at == nil {
		return "never"
	}
	return *at
}
