package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// process is a process id, to look up in /proc.
type process int

// tick is the unit of processor time in /proc: 1/100 s on every Linux, whatever its timer does (USER_HZ, see proc(5)).
const tick = 10 * time.Millisecond

// cpu is the processor time that the process has used so far, by all its threads, for itself and in the kernel.
func (p process) cpu() (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p))
	if err != nil {
		return 0, err
	}
	return parseStat(text)
}

// parseStat adds utime and stime, the 14th and 15th field. The second field is a name in brackets that may hold anything.
func parseStat(text []byte) (time.Duration, error) {
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if len(fields) < 13 {
		return 0, errors.New("/proc/…/stat is too short")
	}
	user, err := strconv.ParseInt(string(fields[11]), 10, 64)
	if err != nil {
		return 0, err
	}
	system, err := strconv.ParseInt(string(fields[12]), 10, 64)
	return time.Duration(user+system) * tick, err
}

// memory is what the process holds now, and the most it ever held, in bytes.
func (p process) memory() (now, most int64, err error) {
	if now, err = p.status("VmRSS"); err != nil {
		return 0, 0, err
	}
	most, err = p.status("VmHWM")
	return now, most, err
}

// own is the memory that the process has without files, its program among them, in bytes.
func (p process) own() (int64, error) { return p.status("RssAnon") }

// status is what the kernel says of the process under this name, in bytes.
func (p process) status(name string) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p))
	if err != nil {
		return 0, err
	}
	return parseStatus(string(text), name)
}

// parseStatus finds a line such as "VmRSS:	   25304 kB".
func parseStatus(text, name string) (int64, error) {
	for line := range strings.Lines(text) {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			kB, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 10, 64)
			return kB << 10, err
		}
	}
	return 0, fmt.Errorf("/proc/…/status has no %s", name)
}
