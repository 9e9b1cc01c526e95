package fittrackee

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// login serves POST /auth/login. Every value of the answer is a text: one client reads it as a map of texts.
func (d *Dialect) login(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	var email, password *string
	if err := p.texts(map[string]**string{"email": &email, "password": &password}); err != nil {
		return wire.Reply{}, err
	}
	if email == nil || password == nil {
		return wire.Reply{}, byCode["auth.credentials"]
	}
	who, err := d.auth.SignIn(r.Context(), *email, *password, d.proxies.ClientAddr(r).String())
	if err != nil {
		return wire.Reply{}, err
	}
	return d.signedInReply(who, "successfully logged in")
}

// signedInReply hands out a token.
func (d *Dialect) signedInReply(who *person.Person, message string) (wire.Reply, error) {
	token, err := d.auth.IssueBearer(who)
	if err != nil {
		return wire.Reply{}, err
	}
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("auth_token").Plain(token)
		j.Key("message").Plain(message)
		j.Key("status").Plain("success")
		j.EndObject()
	}).With("Cache-Control", "no-store"), nil
}

// logout serves POST /auth/logout: the token ends.
func (d *Dialect) logout(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	_, token := credential(r)
	if err := d.auth.EndBearer(r.Context(), token); err != nil {
		return wire.Reply{}, err
	}
	return messageReply("successfully logged out"), nil
}

// register serves POST /auth/register. It hands out no token, and does not tell that an address is taken.
func (d *Dialect) register(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	if !d.auth.RegistrationOpen() {
		return wire.Reply{}, byCode["auth.registration_closed"]
	}
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	registration, err := p.registration()
	if err != nil {
		return wire.Reply{}, err
	}
	_, err = d.auth.Register(r.Context(), registration)
	if err != nil && fault.CodeOf(err) != "person.email_taken" {
		return wire.Reply{}, err
	}
	return statusReply(), nil
}

func (p payload) registration() (auth.Registration, error) {
	var username, email, password, language, zone *string
	err := p.texts(map[string]**string{
		"username": &username, "email": &email, "password": &password, "language": &language, "timezone": &zone,
	})
	if err != nil {
		return auth.Registration{}, err
	}
	accepted, told := p.Object["accepted_policy"].(bool)
	if username == nil || email == nil || password == nil || !told {
		return auth.Registration{}, errPayload
	}
	if !accepted {
		return auth.Registration{}, invalid("error", "sorry, you must agree privacy policy to register")
	}
	if lines := accountProblems(*username, *email, *password); lines != "" {
		return auth.Registration{}, invalid("error", lines)
	}
	reg := auth.Registration{Username: *username, Email: *email, Password: *password, PolicyAccepted: true, Language: "en"}
	if language != nil && slices.Contains(languages, *language) {
		reg.Language = *language
	}
	if zone != nil && person.ValidZone(*zone) {
		reg.TimeZone = *zone
	}
	return reg, nil
}

// languages are those of the reference's client; anything else is English.
var languages = strings.Fields("bg cs de en es eu fr gl it nb nl pl pt ru")

var plainName = regexp.MustCompile(`^[a-zA-Z0-9_]+$`)

// accountProblems lists what this API does not take, one line each. Names made elsewhere may have other characters.
func accountProblems(username, email, password string) string {
	var lines strings.Builder
	if n := len([]rune(username)); n < 3 || n > 30 {
		lines.WriteString("username: 3 to 30 characters required\n")
	}
	if !plainName.MatchString(username) {
		lines.WriteString("username: only alphanumeric characters and the underscore character \"_\" allowed\n")
	}
	if !auth.ValidEmail(email) {
		lines.WriteString("email: valid email must be provided\n")
	}
	if len([]rune(password)) < auth.MinPasswordLength {
		lines.WriteString("password: 8 characters required\n")
	}
	return lines.String()
}
