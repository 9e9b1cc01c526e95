package app

import (
	"fmt"
	"strings"
	"time"

	"palestra/internal/core/access"
)

type grantCommand struct {
	Add    grantAddCommand    `cmd:"" help:"Give a coach a permission."`
	List   grantListCommand   `cmd:"" help:"List permissions."`
	Revoke grantRevokeCommand `cmd:"" help:"End a permission now."`
}

type grantAddCommand struct {
	administrative
	Athlete    string `required:"" placeholder:"A" help:"Whose data."`
	Coach      string `required:"" placeholder:"C" help:"Who may use it."`
	Permission string `required:"" enum:"READ,WRITE,SHARE" help:"READ, WRITE or SHARE."`
	From       string `placeholder:"TIME" help:"First moment covered, such as 2026-01-31 or 2026-01-31T18:00:00Z; now when not given."`
	Until      string `placeholder:"TIME" help:"First moment no longer covered; without an end when not given."`
}

// grantJSON is a grant as the commands print it.
type grantJSON struct {
	ID         int64   `json:"id"`
	Athlete    string  `json:"athlete"`
	Coach      string  `json:"coach"`
	Permission string  `json:"permission"`
	From       string  `json:"from"`
	Until      string  `json:"until"`
	RevokedAt  *string `json:"revoked_at"`
}

func toGrantJSON(g *access.Grant, athlete, coach string) grantJSON {
	j := grantJSON{ID: g.ID, Athlete: athlete, Coach: coach, Permission: string(g.Permission), From: stamp(g.From), Until: stamp(g.Until)}
	if !g.RevokedAt.IsZero() {
		at := stamp(g.RevokedAt)
		j.RevokedAt = &at
	}
	return j
}

// parseMoment reads a date (midnight UTC) or an RFC 3339 time; "" is the zero time.
func parseMoment(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%w: --%s: %q is neither a date nor a time with zone", errUsage, flag, text)
}

// Run stores the grant and prints it.
func (c *grantAddCommand) Run(s *shell) error {
	from, err := parseMoment("from", c.From)
	if err != nil {
		return err
	}
	until, err := parseMoment("until", c.Until)
	if err != nil {
		return err
	}
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	athlete, err := a.auth.PersonByName(s.ctx, c.Athlete)
	if err != nil {
		return err
	}
	coach, err := a.auth.PersonByName(s.ctx, c.Coach)
	if err != nil {
		return err
	}
	g, err := a.access.Grant(s.ctx, access.Grant{
		Athlete: athlete.ID, Coach: coach.ID, Permission: access.Permission(c.Permission), From: from, Until: until,
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return s.printJSON(toGrantJSON(&g, athlete.Username, coach.Username))
	}
	_, err = fmt.Fprintf(s.Out, "%s gives %s %s from %s until %s (grant %d)\n",
		athlete.Username, coach.Username, g.Permission, stamp(g.From), stamp(g.Until), g.ID)
	return err
}

type grantListCommand struct {
	administrative
	Athlete string `placeholder:"A" help:"Only those of this athlete."`
	Coach   string `placeholder:"C" help:"Only those to this coach."`
}

// Run prints the grants, revoked ones too.
func (c *grantListCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	athlete, err := a.personID(s, c.Athlete)
	if err != nil {
		return err
	}
	coach, err := a.personID(s, c.Coach)
	if err != nil {
		return err
	}
	grants, err := a.access.Grants(s.ctx, athlete, coach)
	if err != nil {
		return err
	}
	names, err := a.names(s)
	if err != nil {
		return err
	}
	list, rows := make([]grantJSON, len(grants)), make([]string, len(grants))
	for i := range grants {
		g := toGrantJSON(&grants[i], names[grants[i].Athlete], names[grants[i].Coach])
		state := "stands"
		if g.RevokedAt != nil {
			state = "revoked " + *g.RevokedAt
		}
		list[i] = g
		rows[i] = strings.Join([]string{fmt.Sprint(g.ID), g.Athlete, g.Coach, g.Permission, g.From, g.Until, state}, "\t")
	}
	if c.JSON {
		return s.printJSON(map[string]any{"grants": list})
	}
	return s.printTable("ID\tATHLETE\tCOACH\tPERMISSION\tFROM\tUNTIL\tSTATE", rows)
}

// personID is 0 for "".
func (a *App) personID(s *shell, username string) (int64, error) {
	if username == "" {
		return 0, nil
	}
	p, err := a.auth.PersonByName(s.ctx, username)
	if err != nil {
		return 0, err
	}
	return p.ID, nil
}

// names maps every person's id to the username.
func (a *App) names(s *shell) (map[int64]string, error) {
	names := make(map[int64]string)
	for after := int64(0); ; {
		people, err := a.auth.People(s.ctx, after, 500)
		if err != nil || len(people) == 0 {
			return names, err
		}
		for i := range people {
			names[people[i].ID] = people[i].Username
		}
		after = people[len(people)-1].ID
	}
}

type grantRevokeCommand struct {
	administrative
	ID int64 `arg:"" name:"id" help:"Number of the grant."`
}

// Run ends the grant.
func (c *grantRevokeCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	if err := a.access.Revoke(s.ctx, c.ID); err != nil {
		return err
	}
	if c.JSON {
		return s.printJSON(map[string]any{"id": c.ID, "revoked": true})
	}
	_, err = fmt.Fprintf(s.Out, "grant %d revoked\n", c.ID)
	return err
}
