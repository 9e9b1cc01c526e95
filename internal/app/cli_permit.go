package app

import (
	"fmt"

	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

type userPermitCommand struct {
	administrative
	Username   string `arg:"" help:"Who, a coach."`
	Permission string `arg:"" help:"can_create_managed_athletes."`
	Revoke     bool   `help:"Take it away."`
}

// Run gives or takes an extra permission and prints those that are left.
func (c *userPermitCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	p, err := a.auth.PersonByName(s.ctx, c.Username)
	if err != nil {
		return err
	}
	if p.Role != person.Coach && !c.Revoke && c.Permission == monitor.MayManage {
		return fmt.Errorf("%w: %s is no coach", errUsage, p.Username)
	}
	if err := a.monitor.Permit(s.ctx, p.ID, c.Permission, !c.Revoke); err != nil {
		return err
	}
	names, err := a.monitor.Permitted(s.ctx, p.ID)
	if err != nil {
		return err
	}
	if c.JSON {
		return s.printJSON(map[string]any{"username": p.Username, "extra_permissions": append([]string{}, names...)})
	}
	_, err = fmt.Fprintf(s.Out, "extra permissions of %s: %v\n", p.Username, names)
	return err
}
