package app

import (
	"fmt"
	"strings"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
)

type appCommand struct {
	Create appCreateCommand `cmd:"" help:"Register a program that people can let into their accounts."`
	List   appListCommand   `cmd:"" help:"List all applications."`
	Revoke appRevokeCommand `cmd:"" help:"End all tokens of an application, or the application itself."`
}

type appCreateCommand struct {
	administrative
	Name        string   `required:"" placeholder:"N" help:"What people are told that it is called."`
	Owner       string   `required:"" placeholder:"U" help:"Who answers for it."`
	Website     string   `placeholder:"URL" help:"Where people read about it."`
	Description string   `placeholder:"TEXT" help:"What people are told that it does."`
	RedirectURI []string `name:"redirect-uri" sep:"none" placeholder:"URI" help:"Where people may be sent back to; may be repeated."`
	Grant       []string `default:"authorization_code" enum:"authorization_code,password" placeholder:"GRANT" help:"authorization_code, password or both: how it gets tokens."`
	Scope       []string `sep:"," placeholder:"SCOPE" help:"What it may be allowed at most; may be repeated. All that the APIs serve when not given."`
	Public      bool     `help:"It can't keep a secret; it gets none and must use PKCE."`
}

// servedScopes are those of all APIs.
var servedScopes = []string{
	"all", "application:write", "equipments:read", "equipments:write", "profile:read", "profile:write", "users:read", "users:write",
	"workouts:read", "workouts:write",
}

// appJSON is an application as the administrative commands print it; the secret only when it is made.
type appJSON struct {
	ID           int64    `json:"id"`
	ClientID     string   `json:"client_id"`
	ClientSecret string   `json:"client_secret,omitempty"`
	Name         string   `json:"name"`
	Owner        string   `json:"owner"`
	RedirectURIs []string `json:"redirect_uris"`
	Scopes       []string `json:"scopes"`
	Grants       []string `json:"grants"`
	Public       bool     `json:"public"`
	CreatedAt    string   `json:"created_at"`
}

func toAppJSON(a *auth.App, owner string) appJSON {
	grants := make([]string, len(a.Grants))
	for i, g := range a.Grants {
		grants[i] = string(g)
	}
	return appJSON{
		ID: a.ID, ClientID: a.ClientID, Name: a.Name, Owner: owner, RedirectURIs: append([]string{}, a.RedirectURIs...),
		Scopes: a.Scopes, Grants: grants, Public: a.Public, CreatedAt: stamp(a.IssuedAt),
	}
}

// Run registers the application and prints its credentials, the secret this once.
func (c *appCreateCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	owner, err := a.auth.PersonByName(s.ctx, c.Owner)
	if err != nil {
		return err
	}
	draft := auth.AppDraft{
		Name: c.Name, Description: c.Description, Website: c.Website, RedirectURIs: c.RedirectURI, Scopes: c.Scope, Known: servedScopes, Public: c.Public,
	}
	if len(draft.Scopes) == 0 {
		draft.Scopes = servedScopes
	}
	for _, g := range c.Grant {
		draft.Grants = append(draft.Grants, auth.Grant(g))
	}
	made, secret, err := a.auth.CreateApp(s.ctx, access.Viewer{Person: owner}, draft)
	if err != nil {
		return err
	}
	if c.JSON {
		j := toAppJSON(made, owner.Username)
		j.ClientSecret = secret
		return s.printJSON(j)
	}
	if secret == "" {
		secret = "none, it is public"
	}
	_, err = fmt.Fprintf(s.Out, "client id: %s\nclient secret: %s\n", made.ClientID, secret)
	return err
}

type appListCommand struct{ administrative }

// Run prints every application, newest first, never a secret.
func (c *appListCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	apps := []appJSON{}
	for total := int64(1); int64(len(apps)) < total; {
		page, err := a.auth.AllApps(s.ctx, len(apps), 200)
		if err != nil {
			return err
		}
		if len(page.Apps) == 0 {
			break
		}
		total = page.Total
		for i := range page.Apps {
			owner, err := a.auth.Person(s.ctx, page.Apps[i].Owner)
			if err != nil {
				return err
			}
			apps = append(apps, toAppJSON(&page.Apps[i], owner.Username))
		}
	}
	if c.JSON {
		return s.printJSON(map[string]any{"apps": apps})
	}
	rows := make([]string, len(apps))
	for i, j := range apps {
		rows[i] = fmt.Sprintf("%d\t%s\t%s\t%s\t%s\t%s", j.ID, j.ClientID, j.Name, j.Owner, strings.Join(j.Grants, " "), strings.Join(j.Scopes, " "))
	}
	return s.printTable("ID\tCLIENT ID\tNAME\tOWNER\tGRANTS\tSCOPES", rows)
}

type appRevokeCommand struct {
	administrative
	ClientID string `arg:"" help:"Which, by its client id."`
	Delete   bool   `help:"Remove the application too."`
}

// Run ends the tokens.
func (c *appRevokeCommand) Run(s *shell) error {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer a.Close()
	found, err := a.auth.AppByClientID(s.ctx, c.ClientID)
	if err != nil {
		return err
	}
	if c.Delete {
		err = a.auth.RemoveApp(s.ctx, found.ID)
	} else {
		err = a.auth.EndApp(s.ctx, found.ID)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return s.printJSON(map[string]any{"client_id": found.ClientID, "revoked": true, "deleted": c.Delete})
	}
	done := "tokens revoked"
	if c.Delete {
		done = "deleted"
	}
	_, err = fmt.Fprintf(s.Out, "%s: %s\n", found.Name, done)
	return err
}
