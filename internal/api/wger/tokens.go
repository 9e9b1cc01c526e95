package wger

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
)

var (
	obtainFields  = []*spec{{name: "username", required: true}, {name: "password", required: true}}
	verifyFields  = []*spec{{name: "token", required: true}}
	refreshFields = []*spec{{name: "refresh", required: true}}
)

// textObject describes an object of texts.
func textObject(names ...string) *schema {
	s := &schema{kind: "object"}
	for _, n := range names {
		s.props = append(s.props, prop{n, &schema{kind: "string"}})
	}
	return s
}

// obtain serves POST /token: a pair of signed tokens for a name, or an address, and a password.
func (d *Dialect) obtain(c *call) (answer, error) {
	f, err := d.readForm(c)
	if err != nil {
		return answer{}, err
	}
	if err := f.err(); err != nil {
		return answer{}, err
	}
	p, err := d.auth.SignIn(c.ctx(), f.texts["username"], f.texts["password"], d.address(c))
	if fault.Is(err, fault.Unauthenticated) {
		no := detail(http.StatusUnauthorized, "No active account found with the given credentials")
		no.answer = challenged(no.answer)
		return answer{}, no
	}
	if err != nil {
		return answer{}, err
	}
	pair, err := d.auth.IssuePair(p)
	if err != nil {
		return answer{}, err
	}
	return secret(reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("refresh").Plain(pair.Refresh)
		j.Key("access").Plain(pair.Access)
		j.EndObject()
	})), nil
}

// secret keeps an answer out of caches.
func secret(a answer) answer { return a.with("Cache-Control", "no-store") }

// challenged tells what to sign in with, as only the addresses of tokens do.
func challenged(a answer) answer { return a.with("WWW-Authenticate", `Bearer realm="api"`) }

// address is whence the caller comes, for counting wrong passwords.
func (d *Dialect) address(c *call) string { return d.proxies.ClientAddr(c.r).String() }

// verify serves POST /token/verify: {} for a token of a pair that holds.
func (d *Dialect) verify(c *call) (answer, error) {
	f, err := d.readForm(c)
	if err != nil {
		return answer{}, err
	}
	if err := f.err(); err != nil {
		return answer{}, err
	}
	if err := d.auth.VerifyPair(f.texts["token"]); err != nil {
		return answer{}, tokenRefused(err)
	}
	return reply(func(j *wire.Encoder) {
		j.Object()
		j.EndObject()
	}), nil
}

// refresh serves POST /token/refresh: another access token.
func (d *Dialect) refresh(c *call) (answer, error) {
	f, err := d.readForm(c)
	if err != nil {
		return answer{}, err
	}
	if err := f.err(); err != nil {
		return answer{}, err
	}
	token, err := d.auth.RefreshPair(c.ctx(), f.texts["refresh"])
	if err != nil {
		return answer{}, tokenRefused(err)
	}
	return secret(reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("access").Plain(token)
		j.EndObject()
	})), nil
}

// tokenRefused is the answer to a token that doesn't hold, at the addresses of tokens.
func tokenRefused(err error) error {
	var no *refusal
	switch code := fault.CodeOf(err); {
	case code == "auth.account_gone" || code == "auth.account_closed":
		no = coded(http.StatusUnauthorized, "No active account found for the given token.", "no_active_account")
	case fault.Is(err, fault.Unauthenticated):
		no = coded(http.StatusUnauthorized, saidOfToken(err), "token_not_valid")
	default:
		return err
	}
	no.answer = challenged(no.answer)
	return no
}
