package app

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mattn/go-isatty"
)

// progress is a bar on a terminal, and nothing elsewhere: a log has no use for it.
type progress struct {
	out         io.Writer
	count, size int
	shown       int
}

// barWidth is how many characters the bar itself has.
const barWidth = 30

func newProgress(out io.Writer, size int) *progress {
	f, ok := out.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) {
		out = nil
	}
	return &progress{out: out, size: size}
}

// step counts one thing as done and names it.
func (p *progress) step(name string) {
	p.count++
	if p.out == nil || p.size == 0 {
		return
	}
	full := barWidth * p.count / p.size
	text := fmt.Sprintf("[%s%s] %d/%d %.40s", strings.Repeat("█", full), strings.Repeat("·", barWidth-full), p.count, p.size, name)
	width := len([]rune(text))
	fmt.Fprint(p.out, "\r", text, strings.Repeat(" ", max(0, p.shown-width)))
	p.shown = width
}

// done ends the line.
func (p *progress) done() {
	if p.out != nil && p.shown > 0 {
		fmt.Fprintln(p.out)
	}
}

// to shows that so many things of so many are done.
func (p *progress) to(count, size int) {
	p.count, p.size = count-1, size
	p.step("")
}
