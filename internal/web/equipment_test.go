package web_test

import (
	"strings"
	"testing"
)

// shoes adds running shoes that new runs get unasked, and gives their address.
func (v *visitor) shoes(label string) string {
	v.t.Helper()
	return v.post("/settings/equipment/new", "label", label, "type", "1", "description", "size 42", "sport_5", "1").
		wants(v.t, 200, "The equipment was added.", label).path()
}

func TestEquipmentFromNewToDeleted(t *testing.T) {
	ana := visit(t, newSite(t, nil)).signUp("ana")
	ana.get("/settings/equipment").wants(t, 200, "What carries you?")
	shoes := ana.shoes("Peregrine")
	ana.get(shoes).wants(t, 200, "Shoes", "size 42", "New activities get it unasked in: Running", "Distance 0.00 km")

	run := []string{"sport", "5", "start", "2026-11-20T07:30", "duration", "1:05:00", "distance", "12.5", "visibility", "private"}
	ana.get("/activities/new").wants(t, 200, "The usual of the sport", "Peregrine (Shoes)")
	one := ana.post("/activities/new", append(run, "equipment", "usual")...).wants(t, 200, "Equipment Peregrine").path()
	ana.post("/activities/new", append(run, "equipment", "")...).wants(t, 200).lacks(t, "Peregrine")
	ana.get(shoes).wants(t, 200, "Distance 12.50 km", "Moving time 1:05:00", "Elapsed", "Activities 1", "It is on 1 activity, which stays but loses it.")
	ana.get("/settings/equipment").wants(t, 200, "Peregrine", "12.50 km")

	ana.post(shoes+"/retire").wants(t, 200, "Retired. Its totals stay.", "Use again")
	ana.get("/activities/new").wants(t, 200).lacks(t, "Peregrine")
	if edit := ana.get(one + "/edit"); !strings.Contains(edit.body, "selected>Peregrine (Shoes)") {
		t.Error("what is attached and retired is no longer the choice of its activity")
	}
	run = append(run, "title", "Park")
	ana.post(one+"/edit", run...).wants(t, 200, "Equipment Peregrine")
	ana.post(one+"/edit", append(run, "equipment", "")...).wants(t, 200, "Park").lacks(t, "Peregrine")
	ana.get(shoes).wants(t, 200, "Activities 0")
	ana.post(shoes+"/revive").wants(t, 200, "Back in use.", "Retire")
	ana.post(shoes+"/delete").wants(t, 200, "The equipment was deleted.", "What carries you?")
	ana.get(shoes).wants(t, 404)
}

func TestEquipmentIsRefusedBesideTheField(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	shoes := ana.shoes("Peregrine")
	ana.post("/settings/equipment/new", "label", "Peregrine", "type", "1").wants(t, 409, "You have something of this name already.")
	ana.post("/settings/equipment/new", "label", "", "type", "1").wants(t, 400, "A name of 1 to 50 characters, please.")
	ana.post("/settings/equipment/new", "label", "Board", "type", "77").wants(t, 400, "This kind is not known here.")
	ana.post("/settings/equipment/new", "label", "Rain coat", "type", "1", "description", strings.Repeat("x", 201)).wants(t, 400, "At most 200 characters, please.")
	ana.post(shoes+"/edit", "label", "Rondo", "type", "2", "sport_1", "1", "sport_5", "1").wants(t, 200, "Rondo", "Bike", "unasked in: Cycling (sport)").lacks(t, "Running")

	id := shoes[strings.LastIndex(shoes, "/")+1:]
	run := []string{"sport", "5", "start", "2026-11-20T07:30", "duration", "1:05:00", "distance", "12.5", "visibility", "private"}
	ana.post("/activities/new", append(run, "equipment", id)...).wants(t, 400, "This equipment is not for this sport.")
	ben := visit(t, server).signUp("ben")
	ben.get(shoes).wants(t, 404)
	ben.post(shoes+"/delete").wants(t, 404)
	ben.shoes("Mine")
	ben.post("/activities/new", append(run, "equipment", id)...).wants(t, 400, "This equipment is not yours.")
	ana.get(shoes).wants(t, 200, "Rondo")
	ana.get("/settings/equipment/1").wants(t, 404)
}
