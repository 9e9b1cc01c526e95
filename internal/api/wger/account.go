package wger

import (
	"net/http"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

var (
	signInFields = []*spec{
		{name: "username"}, {name: "email", kind: emailKind},
		{name: "password", required: true, minLength: auth.MinPasswordLength},
	}
	registerFields = []*spec{
		{name: "username", required: true, maxLength: 150}, {name: "email", kind: emailKind, blank: true},
		{name: "password", required: true},
	}
)

// deprecated is since when /login/ has a better way.
const deprecated = "Sat, 01 Oct 2022 23:59:59 GMT"

// explainLogin serves GET /login/.
func (d *Dialect) explainLogin(*call) (answer, error) {
	return reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("message").String("You must send a 'username' and 'password' via POST")
		j.EndObject()
	}), nil
}

// login serves POST /login/: the person's one permanent token, made when there is none.
func (d *Dialect) login(c *call) (answer, error) {
	f, err := d.readForm(c)
	if err != nil {
		return answer{}, err
	}
	if err := f.err(); err != nil {
		return answer{}, err
	}
	name := f.texts["username"]
	if name == "" {
		name = f.texts["email"]
	}
	if name == "" {
		return answer{}, objectError(`Please provide an "email" or a "username"`)
	}
	p, err := d.auth.SignIn(c.ctx(), name, f.texts["password"], d.address(c))
	if fault.Is(err, fault.Unauthenticated) {
		return answer{}, objectError("Username or password unknown")
	}
	if err != nil {
		return answer{}, err
	}
	token, err := d.auth.Permanent(c.ctx(), p)
	if err != nil {
		return answer{}, err
	}
	return secret(reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("token").Plain(token)
		j.EndObject()
	})).with("Deprecation", deprecated), nil
}

// register serves POST /register/: an account and its permanent token.
func (d *Dialect) register(c *call) (answer, error) {
	if !d.auth.RegistrationOpen() {
		return answer{}, notPermitted()
	}
	f, err := d.readForm(c)
	if err != nil {
		return answer{}, err
	}
	r := auth.Registration{Username: f.texts["username"], Email: f.texts["email"], Password: f.texts["password"]}
	if f.given["password"] {
		for _, message := range weaknesses(r.Password) {
			f.refuse("password", message)
		}
	}
	if err := f.err(); err != nil {
		return answer{}, err
	}
	p, err := d.auth.Register(c.ctx(), r)
	if err != nil {
		return answer{}, registrationRefused(err)
	}
	token, err := d.auth.Permanent(c.ctx(), p)
	if err != nil {
		return answer{}, err
	}
	a := secret(reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("message").Plain("api user successfully registered")
		j.Key("token").Plain(token)
		j.EndObject()
	}))
	a.status = http.StatusCreated
	return a, nil
}

// registrationRefused puts the core's refusal into the words of the API, where it has any.
func registrationRefused(err error) error {
	switch fault.CodeOf(err) {
	case "auth.registration_closed":
		return notPermitted()
	case "person.username_taken":
		return fieldErrors([]fault.Field{{Name: "username", Message: "This field must be unique."}})
	case "person.email_taken":
		return fieldErrors([]fault.Field{{Name: "email", Message: "This field must be unique."}})
	}
	return err
}

// weaknesses are the rules that a new password breaks.
func weaknesses(password string) []string {
	var all []string
	if len([]rune(password)) < auth.MinPasswordLength {
		all = append(all, "This password is too short. It must contain at least 8 characters.")
	}
	if commonPasswords()[strings.ToLower(password)] {
		all = append(all, "This password is too common.")
	}
	if strings.Trim(password, "0123456789") == "" {
		all = append(all, "This password is entirely numeric.")
	}
	return all
}

// version serves GET /version/: the release whose API this is.
func (d *Dialect) version(*call) (answer, error) { return plainText(apiRelease), nil }

// oldestApp serves GET /min-app-version/: the oldest app that can be used.
func (d *Dialect) oldestApp(*call) (answer, error) { return plainText("1.6.0"), nil }

func plainText(s string) answer { return reply(func(j *wire.Encoder) { j.String(s) }) }

// checkPermission serves GET /check-permission/?permission=….
func (d *Dialect) checkPermission(c *call) (answer, error) {
	name := c.r.URL.Query().Get("permission")
	if name == "" {
		a := plainText("Please pass a permission name in the 'permission' parameter")
		a.status = http.StatusBadRequest
		return a, nil
	}
	return reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("result").Bool(c.v.SignedIn() && c.v.Person.Admin)
		j.EndObject()
	}), nil
}
