package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/person"
)

type userCommand struct {
	Add         userAddCommand         `cmd:"" help:"Make an account; the first one on an empty server becomes administrator."`
	SetPassword userSetPasswordCommand `cmd:"" help:"Set somebody's password."`
	SetRole     userSetRoleCommand     `cmd:"" help:"Change what somebody is."`
	Permit      userPermitCommand      `cmd:"" help:"Give somebody an extra permission, or take it away."`
	List        userListCommand        `cmd:"" help:"List all accounts."`
}

// passwordFlag is given as it is, or as - to be read from standard input.
type passwordFlag struct {
	Password string `required:"" placeholder:"P" help:"Password, or - to read it from standard input."`
}

func (p passwordFlag) read(in io.Reader) (string, error) {
	if p.Password != "-" {
		return p.Password, nil
	}
	line, err := bufio.NewReader(io.LimitReader(in, 64<<10)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// userJSON is an account as the administrative commands print it.
type userJSON struct {
	ID        int64  `json:"id"`
	Username  string `json:"username"`
	Email     string `json:"email,omitempty"`
	Role      string `json:"role"`
	Admin     bool   `json:"admin"`
	Active    bool   `json:"active"`
	CreatedAt string `json:"created_at"`
}

func toUserJSON(p *person.Person) userJSON {
	return userJSON{p.ID, p.Username, p.Email, string(p.Role), p.Admin, p.Active, p.CreatedAt.UTC().Format(time.RFC3339)}
}

// roleNames are the words of --role; admin is a flag beside athlete.
func roleOf(word string) (person.Role, bool) {
	if word == "admin" {
		return person.Athlete, true
	}
	return person.Role(word), false
}

type userAddCommand struct {
	administrative
	Username string `required:"" placeholder:"U" help:"Name to sign in with."`
	Email    string `placeholder:"E" help:"E-mail address; without one the account signs in by name."`
	passwordFlag
	Role     string `default:"athlete" enum:"athlete,coach,admin" help:"athlete, coach, or admin for an athlete who administers."`
	Language string `default:"en" help:"Language of pages, such as en, fr or de."`
	Zone     string `name:"zone" help:"Time zone, by its IANA name."`
}

// Run adds the account and prints it.
func (c *userAddCommand) Run(s *shell) error {
	password, err := c.passwordFlag.read(s.In)
	if err != nil {
		return err
	}
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	role, admin := roleOf(c.Role)
	p, err := a.auth.CreateAccount(s.ctx, auth.Registration{
		Username: c.Username, Email: c.Email, Password: password, Role: role, Admin: admin, Language: c.Language, TimeZone: c.Zone,
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return s.printJSON(toUserJSON(p))
	}
	_, err = fmt.Fprintf(s.Out, "added %s (%s)\n", p.Username, describeRole(p))
	return err
}

func describeRole(p *person.Person) string {
	if p.Admin {
		return string(p.Role) + ", administrator"
	}
	return string(p.Role)
}

type userSetPasswordCommand struct {
	administrative
	Username string `arg:"" help:"Whose."`
	passwordFlag
}

// Run sets the password and ends the person's browser sessions.
func (c *userSetPasswordCommand) Run(s *shell) error {
	password, err := c.passwordFlag.read(s.In)
	if err != nil {
		return err
	}
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	p, err := a.auth.PersonByName(s.ctx, c.Username)
	if err != nil {
		return err
	}
	if err := a.auth.ResetPassword(s.ctx, p.ID, password); err != nil {
		return err
	}
	if c.JSON {
		return s.printJSON(toUserJSON(p))
	}
	_, err = fmt.Fprintf(s.Out, "password of %s set\n", p.Username)
	return err
}

type userSetRoleCommand struct {
	administrative
	Username string `arg:"" help:"Whose."`
	Role     string `arg:"" enum:"athlete,coach,admin" help:"athlete, coach, or admin to give the administrator flag."`
	NoAdmin  bool   `help:"Take the administrator flag away."`
}

// Run changes role or flag and prints the account.
func (c *userSetRoleCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	p, err := a.auth.PersonByName(s.ctx, c.Username)
	if err != nil {
		return err
	}
	role, admin := p.Role, p.Admin && !c.NoAdmin
	if c.Role == "admin" {
		admin = !c.NoAdmin
	} else {
		role = person.Role(c.Role)
	}
	if p, err = a.auth.SetRole(s.ctx, p.ID, role, &admin); err != nil {
		return err
	}
	if c.JSON {
		return s.printJSON(toUserJSON(p))
	}
	_, err = fmt.Fprintf(s.Out, "%s is now %s\n", p.Username, describeRole(p))
	return err
}

type userListCommand struct{ administrative }

// Run prints every account.
func (c *userListCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	users := []userJSON{}
	for after := int64(0); ; {
		people, err := a.auth.People(s.ctx, after, 500)
		if err != nil {
			return err
		}
		if len(people) == 0 {
			break
		}
		for i := range people {
			users = append(users, toUserJSON(&people[i]))
		}
		after = people[len(people)-1].ID
	}
	if c.JSON {
		return s.printJSON(map[string]any{"users": users})
	}
	rows := make([]string, len(users))
	for i, u := range users {
		rows[i] = fmt.Sprintf("%d\t%s\t%s\t%s\t%t\t%t", u.ID, u.Username, u.Email, u.Role, u.Admin, u.Active)
	}
	return s.printTable("ID\tNAME\tE-MAIL\tROLE\tADMIN\tACTIVE", rows)
}
