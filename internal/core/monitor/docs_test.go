package monitor_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"palestra/internal/core/monitor"
)

// The page that explains the rules names their version, so that nobody changes the one without the other.
func TestThePageExplainsThisVersion(t *testing.T) {
	page, err := os.ReadFile("../../../docs/monitoring.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("Formula version %d:", monitor.Version); !strings.Contains(string(page), want) {
		t.Errorf("docs/monitoring.md doesn't say %q", want)
	}
}
