package app

import (
	"strings"
	"testing"
)

func TestDevicesFromTheShell(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	addUser(t, data, "mia", "--role", "coach")
	addUser(t, data, "ana")
	d := object(t, data, "device", "add", "--serial", "POD-1", "--owner", "mia")
	if key, _ := d["key"].(string); d["id"] != 1.0 || len(key) < 40 || d["owner"] != "mia" || d["name"] != "POD-1" || d["is_active"] != true {
		t.Errorf("the device is %v", d)
	}
	object(t, data, "device", "add", "--serial", "POD-2", "--name", "Spare")
	list, _ := object(t, data, "device", "list")["devices"].([]any)
	if len(list) != 2 {
		t.Fatalf("%v are all devices", list)
	}
	for i, want := range []string{"POD-1", "POD-2"} {
		row, _ := list[i].(map[string]any)
		if _, told := row["key"]; row["serial_number"] != want || told || row["last_seen"] != nil {
			t.Errorf("device %d is %v", i+1, row)
		}
	}
	if out := ok(t, data, "device", "list"); !strings.Contains(out, "never") || !strings.Contains(out, "Spare") {
		t.Errorf("the list is\n%s", out)
	}
	for _, args := range [][]string{
		{"device", "add", "--serial", "POD-1"},
		{"device", "add", "--serial", " "},
		{"device", "add", "--serial", "POD-3", "--owner", "ana"},
		{"device", "add", "--serial", "POD-3", "--owner", "nobody"},
	} {
		if code, out, _ := cli(t, data, "", args...); code == 0 {
			t.Errorf("palestra %s works: %s", strings.Join(args, " "), out)
		}
	}
}

func TestExtraPermissionsFromTheShell(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	addUser(t, data, "mia", "--role", "coach")
	addUser(t, data, "ana")
	const name = "can_create_managed_athletes"
	if got := object(t, data, "user", "permit", "mia", name)["extra_permissions"].([]any); len(got) != 1 || got[0] != name {
		t.Errorf("given %v", got)
	}
	if got := object(t, data, "user", "permit", "mia", name, "--revoke")["extra_permissions"].([]any); len(got) != 0 {
		t.Errorf("taken, and %v are left", got)
	}
	for _, args := range [][]string{{"user", "permit", "ana", name}, {"user", "permit", "mia", "fly"}, {"user", "permit", "nobody", name}} {
		if code, out, _ := cli(t, data, "", args...); code == 0 {
			t.Errorf("palestra %s works: %s", strings.Join(args, " "), out)
		}
	}
}
