package web

import (
	"net/http"
	"strings"

	"palestra/internal/core/fault"
)

// takeDevice serves POST /devices/take: a device that nobody holds, by the number that is written on it.
func (s *Site) takeDevice(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	serial := strings.TrimSpace(r.PostFormValue("serial"))
	d, err := s.deps.Monitor.TakeBySerial(r.Context(), who.viewer, serial)
	if fault.Is(err, fault.NotFound) {
		return s.devices(r, who, serial, fault.InvalidField("serial", "device.not_free", "no free device has this serial number"))
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/devices/" + itoa(d.ID), said: said{what: saidDeviceTaken}}, nil
}

// takeDeviceAgain serves POST /devices/{id}/take: one that the reader has held before.
func (s *Site) takeDeviceAgain(r *http.Request, who reader) (reply, error) {
	id, err := s.ownDevice(r, who)
	if err == nil {
		_, err = s.deps.Monitor.TakeTracker(r.Context(), who.viewer, id)
	}
	return reply{redirect: "/devices/" + itoa(id), said: said{what: saidDeviceTaken}}, err
}

// releaseDevice serves POST /devices/{id}/release.
func (s *Site) releaseDevice(r *http.Request, who reader) (reply, error) {
	id, err := s.ownDevice(r, who)
	if err == nil {
		_, err = s.deps.Monitor.ReleaseTracker(r.Context(), who.viewer, id)
	}
	return reply{redirect: "/devices/" + itoa(id), said: said{what: saidDeviceReleased}}, err
}

// nameDevice serves POST /devices/{id}/name.
func (s *Site) nameDevice(r *http.Request, who reader) (reply, error) {
	id, err := s.ownDevice(r, who)
	if err != nil {
		return reply{}, err
	}
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	name := strings.TrimSpace(r.PostFormValue("custom_name"))
	_, err = s.deps.Monitor.NameTracker(r.Context(), who.viewer, id, name)
	if fault.Is(err, fault.Invalid) {
		return s.device(r, who, id, &name, err)
	}
	return reply{redirect: "/devices/" + itoa(id), said: said{what: saidSaved}}, err
}

// ownDevice is the device of a path, which the reader holds or has held.
func (s *Site) ownDevice(r *http.Request, who reader) (int64, error) {
	id, err := pathNumber(r, "id", "device")
	if err != nil {
		return 0, err
	}
	_, err = s.deps.Monitor.Tracker(r.Context(), who.viewer, id)
	return id, err
}
