package web_test

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"regexp"
	"testing"
)

func TestWeightsAreOneSeries(t *testing.T) {
	_, v := newGym(t)
	v.get("/body").wants(t, 200, "No weight yet")
	v.post("/body", "weight", "72,4", "day", "2026-11-20").wants(t, 200, "Noted.", "72.4 kg", "Fri 20 Nov 2026")
	v.post("/body", "weight", "73", "day", "2026-11-22").wants(t, 200, "+0.6", "72.7")
	v.post("/body", "weight", "72.8", "day", "2026-11-22").wants(t, 200, "+0.4").lacks(t, "73 kg")
	v.post("/body", "weight", "19", "day", "2026-11-22").wants(t, 400, "20 to 900, please.")
	v.post("/body", "weight", "72", "day", "tomorrow").wants(t, 400, "Please fill this in.")
	v.get("/body?day=2026-11-20&span=90").wants(t, 200, "3 months", "Save")
	gone := v.post(action(t, v.get("/body"), "/delete")).wants(t, 200, "The weight was deleted.").lacks(t, "72.8 kg")
	v.post(action(t, gone, "/undo")).wants(t, 200, "It is back.", "72.8 kg")
	v.post("/preferences", "units", "imperial")
	v.get("/body").wants(t, 200, "160.5 lb")
}

func TestMeasurementsByCategory(t *testing.T) {
	_, v := newGym(t)
	v.post("/body/measurements", "name", "", "unit", "cm").wants(t, 400, "1 to 100 characters, please.")
	waist := v.post("/body/measurements", "name", "Waist", "unit", "cm").wants(t, 200, "Waist", "Nothing yet").path()
	v.post(waist, "value", "81.5", "day", "2026-11-21", "notes", "morning").wants(t, 200, "81.5 cm", "morning")
	v.post(waist, "value", "81", "day", "2026-11-21").wants(t, 200, "81 cm").lacks(t, "81.5 cm")
	v.post(waist, "value", "wide", "day", "2026-11-21").wants(t, 400, "0 to 5000, please.")
	gone := v.post(action(t, v.get(waist), "/delete")).wants(t, 200, "The figure was deleted.")
	v.post(action(t, gone, "/undo")).wants(t, 200, "81 cm")
	v.post(waist+"/edit", "name", "Belly", "unit", "in").wants(t, 200, "Belly", "81 in")
	v.post(waist+"/delete").wants(t, 200, "Deleted with all its figures.", "Nothing measured yet")
}

func TestProgressPicturesAreTheirOwners(t *testing.T) {
	server, v := newGym(t)
	var picture, form bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 30, 40))); err != nil {
		t.Fatal(err)
	}
	send := func(data []byte) answer {
		form.Reset()
		w := multipart.NewWriter(&form)
		_ = w.WriteField("day", "2026-11-20")
		_ = w.WriteField("note", "front")
		part, err := w.CreateFormFile("picture", "me.png")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write(data)
		_ = w.Close()
		req := v.request("POST", "/body/pictures", &form)
		req.Header.Set("Content-Type", w.FormDataContentType())
		return v.do(req)
	}
	send([]byte("not a picture")).wants(t, 400, "No pictures yet")
	page := send(picture.Bytes()).wants(t, 200, "The picture was added.", "Fri 20 Nov 2026", "front")
	file := regexp.MustCompile(`/body/pictures/\d+\?v=[0-9a-f]+`).FindString(page.body)
	if res := v.get(file); res.StatusCode != 200 || res.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture: %d %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
	visit(t, server).signUp("ben").get(file).wants(t, 404)
	visit(t, server).get(file).wants(t, 200, "Sign in")
	v.post("/body/pictures/1", "day_1", "2026-11-21", "note_1", "side").wants(t, 200, "Sat 21 Nov 2026", "side")
	v.post("/body/pictures/1/delete").wants(t, 200, "The picture was deleted.", "No pictures yet")
}
