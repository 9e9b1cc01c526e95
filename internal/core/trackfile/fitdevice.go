package trackfile

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/muktihari/fit/profile/basetype"
	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"
)

// fitDevice is what a file says about the device that wrote it.
type fitDevice struct {
	manufacturer typedef.Manufacturer
	product      uint16
	name         string
	// firmware in hundredths, 0 when unknown.
	firmware uint16
	known    bool
}

// fileID reads file_id; the first one of a chain of files counts.
func (d *fitDevice) fileID(m *mesgdef.FileId) {
	if d.known {
		return
	}
	d.known = true
	d.manufacturer, d.product, d.name = m.Manufacturer, m.Product, cleanText([]byte(m.ProductName))
}

// info reads device_info of the device itself, not of its sensors.
func (d *fitDevice) info(m *mesgdef.DeviceInfo) {
	if m.DeviceIndex != typedef.DeviceIndexCreator {
		return
	}
	if d.name == "" {
		d.name = cleanText([]byte(m.ProductName))
	}
	if m.SoftwareVersion != basetype.Uint16Invalid {
		d.firmware = m.SoftwareVersion
	}
}

// names are the device ("Garmin fenix 5") and its software ("firmware 5.4"), "" when unknown.
func (d *fitDevice) names() (device, software string) {
	if d.firmware > 0 {
		software = "firmware " + strconv.FormatFloat(float64(d.firmware)/100, 'f', -1, 64)
	}
	if !d.known || d.manufacturer == typedef.ManufacturerInvalid {
		return d.name, software
	}
	maker := titled(d.manufacturer.String())
	if strings.Contains(maker, "Invalid") {
		maker = fmt.Sprintf("manufacturer %d", d.manufacturer)
	}
	product := d.name
	if product == "" {
		product = d.productName()
	}
	if strings.HasPrefix(strings.ToLower(product), strings.ToLower(maker)) {
		return product, software
	}
	return strings.TrimSpace(maker + " " + product), software
}

// productName is Garmin's name for the product number, the bare number for other makers, "" without one.
func (d *fitDevice) productName() string {
	if d.product == basetype.Uint16Invalid || d.product == 0 {
		return ""
	}
	if d.manufacturer == typedef.ManufacturerGarmin {
		if name := typedef.GarminProduct(d.product).String(); !strings.Contains(name, "Invalid") {
			return spaced(name)
		}
	}
	return strconv.Itoa(int(d.product))
}

// titled turns "wahoo_fitness" into "Wahoo Fitness".
func titled(name string) string {
	words := strings.Split(name, "_")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}

// spaced turns the profile's "edge_1030" into "Edge 1030", "fenix5x_plus" into "fenix 5x plus" and "fr935" into
// "Forerunner 935", as they are printed on the devices.
func spaced(name string) string {
	name = strings.ReplaceAll(name, "_", " ")
	digit := strings.IndexAny(name, "0123456789")
	if digit > 1 && name[digit-1] != ' ' {
		name = name[:digit] + " " + name[digit:]
	}
	if rest, ok := strings.CutPrefix(name, "fr "); ok {
		return "Forerunner " + rest
	}
	if rest, ok := strings.CutPrefix(name, "edge"); ok {
		return "Edge" + rest
	}
	return name
}
