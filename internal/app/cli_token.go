package app

import (
	"fmt"
	"time"
)

type tokenCommand struct {
	Create tokenCreateCommand `cmd:"" help:"Print somebody's permanent token, making it if there is none."`
	List   tokenListCommand   `cmd:"" help:"List who has a permanent token, and when it was last used."`
	Revoke tokenRevokeCommand `cmd:"" help:"End somebody's permanent token."`
}

type tokenCreateCommand struct {
	administrative
	Username string `arg:"" help:"Whose."`
}

// Run prints the token alone on a line, or as JSON.
func (c *tokenCreateCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	p, err := a.auth.PersonByName(s.ctx, c.Username)
	if err != nil {
		return err
	}
	token, err := a.auth.Permanent(s.ctx, p)
	if err != nil {
		return err
	}
	if c.JSON {
		return s.printJSON(map[string]any{"username": p.Username, "token": token})
	}
	_, err = fmt.Fprintln(s.Out, token)
	return err
}

type tokenListCommand struct{ administrative }

type tokenJSON struct {
	Username  string  `json:"username"`
	CreatedAt string  `json:"created_at"`
	LastUsed  *string `json:"last_used"`
}

// Run prints the list, never the tokens.
func (c *tokenListCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	tokens, err := a.auth.PermanentTokens(s.ctx)
	if err != nil {
		return err
	}
	list, rows := make([]tokenJSON, len(tokens)), make([]string, len(tokens))
	for i, t := range tokens {
		list[i] = tokenJSON{Username: t.Username, CreatedAt: stamp(t.CreatedAt)}
		used := "never"
		if !t.LastUsed.IsZero() {
			used = stamp(t.LastUsed)
			list[i].LastUsed = &used
		}
		rows[i] = fmt.Sprintf("%s\t%s\t%s", t.Username, list[i].CreatedAt, used)
	}
	if c.JSON {
		return s.printJSON(map[string]any{"tokens": list})
	}
	return s.printTable("NAME\tCREATED\tLAST USED", rows)
}

// stamp is a time as the commands print it.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

type tokenRevokeCommand struct {
	administrative
	Username string `arg:"" help:"Whose."`
}

// Run ends the token.
func (c *tokenRevokeCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	p, err := a.auth.PersonByName(s.ctx, c.Username)
	if err != nil {
		return err
	}
	if err := a.auth.RevokePermanent(s.ctx, p.ID); err != nil {
		return err
	}
	if c.JSON {
		return s.printJSON(map[string]any{"username": p.Username, "revoked": true})
	}
	_, err = fmt.Fprintf(s.Out, "token of %s revoked\n", p.Username)
	return err
}
