package auth

import (
	"fmt"

	"palestra/internal/core/person"
)

// letter kinds, as keys of letters.
const (
	letterConfirmAccount  = "confirm account"
	letterConfirmEmail    = "confirm email"
	letterEmailChanging   = "email changing"
	letterReset           = "reset"
	letterPasswordChanged = "password changed"
	letterAdminReset      = "admin reset"
)

// letters by language and kind: subject and text. The text's verbs are the username, and a link or an address.
var letters = map[string]map[string][2]string{
	"en": {
		letterConfirmAccount:  {"Confirm your account", "Hello %[1]s,\n\nto open your account, follow this link within seven days:\n\n%[2]s\n\nIf you didn't sign up, ignore this mail.\n"},
		letterConfirmEmail:    {"Confirm your e-mail address", "Hello %[1]s,\n\nto use this address for your account, follow this link within seven days:\n\n%[2]s\n\nIf you didn't ask for this, ignore this mail.\n"},
		letterEmailChanging:   {"Your e-mail address is about to change", "Hello %[1]s,\n\nsomebody who is signed in to your account asked for its address to become %[2]s. It will once that address is confirmed.\n\nIf it wasn't you, change your password.\n"},
		letterReset:           {"Set a new password", "Hello %[1]s,\n\nto set a new password, follow this link within an hour:\n\n%[2]s\n\nIf you didn't ask for this, ignore this mail; your password stays as it is.\n"},
		letterPasswordChanged: {"Your password was changed", "Hello %[1]s,\n\nthe password of your account was changed.\n\nIf it wasn't you, have it reset and tell your administrator.\n"},
		letterAdminReset:      {"Your password was reset", "Hello %[1]s,\n\nan administrator has reset your password. To set a new one, follow this link within an hour:\n\n%[2]s\n\nAfterwards you can ask for another link where you sign in.\n"},
	},
	"fr": {
		letterConfirmAccount:  {"Confirmez votre compte", "Bonjour %[1]s,\n\npour ouvrir votre compte, suivez ce lien dans les sept jours :\n\n%[2]s\n\nSi vous ne vous êtes pas inscrit, ignorez ce message.\n"},
		letterConfirmEmail:    {"Confirmez votre adresse e-mail", "Bonjour %[1]s,\n\npour utiliser cette adresse avec votre compte, suivez ce lien dans les sept jours :\n\n%[2]s\n\nSi vous n'avez rien demandé, ignorez ce message.\n"},
		letterEmailChanging:   {"Votre adresse e-mail va changer", "Bonjour %[1]s,\n\nune personne connectée à votre compte a demandé que son adresse devienne %[2]s. Ce sera fait dès que cette adresse sera confirmée.\n\nSi ce n'était pas vous, changez votre mot de passe.\n"},
		letterReset:           {"Choisissez un nouveau mot de passe", "Bonjour %[1]s,\n\npour choisir un nouveau mot de passe, suivez ce lien dans l'heure :\n\n%[2]s\n\nSi vous n'avez rien demandé, ignorez ce message ; votre mot de passe ne change pas.\n"},
		letterPasswordChanged: {"Votre mot de passe a changé", "Bonjour %[1]s,\n\nle mot de passe de votre compte a été changé.\n\nSi ce n'était pas vous, faites-le réinitialiser et prévenez votre administrateur.\n"},
		letterAdminReset:      {"Votre mot de passe a été réinitialisé", "Bonjour %[1]s,\n\nun administrateur a réinitialisé votre mot de passe. Pour en choisir un nouveau, suivez ce lien dans l'heure :\n\n%[2]s\n\nEnsuite, vous pourrez demander un autre lien à la page de connexion.\n"},
	},
	"de": {
		letterConfirmAccount:  {"Bestätige dein Konto", "Hallo %[1]s,\n\num dein Konto zu öffnen, folge innerhalb von sieben Tagen diesem Link:\n\n%[2]s\n\nWenn du dich nicht angemeldet hast, vergiss diese Nachricht.\n"},
		letterConfirmEmail:    {"Bestätige deine E-Mail-Adresse", "Hallo %[1]s,\n\num diese Adresse für dein Konto zu verwenden, folge innerhalb von sieben Tagen diesem Link:\n\n%[2]s\n\nWenn du das nicht wolltest, vergiss diese Nachricht.\n"},
		letterEmailChanging:   {"Deine E-Mail-Adresse soll sich ändern", "Hallo %[1]s,\n\njemand, der in deinem Konto angemeldet ist, möchte dessen Adresse in %[2]s ändern. Das geschieht, sobald diese Adresse bestätigt ist.\n\nWenn du es nicht warst, ändere dein Passwort.\n"},
		letterReset:           {"Setze ein neues Passwort", "Hallo %[1]s,\n\num ein neues Passwort zu setzen, folge innerhalb einer Stunde diesem Link:\n\n%[2]s\n\nWenn du das nicht wolltest, vergiss diese Nachricht; dein Passwort bleibt, wie es ist.\n"},
		letterPasswordChanged: {"Dein Passwort wurde geändert", "Hallo %[1]s,\n\ndas Passwort deines Kontos wurde geändert.\n\nWenn du es nicht warst, lass es zurücksetzen und sag deinem Administrator Bescheid.\n"},
		letterAdminReset:      {"Dein Passwort wurde zurückgesetzt", "Hallo %[1]s,\n\nein Administrator hat dein Passwort zurückgesetzt. Um ein neues zu setzen, folge innerhalb einer Stunde diesem Link:\n\n%[2]s\n\nDanach kannst du bei der Anmeldung einen weiteren Link anfordern.\n"},
	},
}

// letter writes a mail to an address, in the person's language or in English. what is a link or an address. One without an
// address waits for an administrator to hand it over.
func (s *Service) letter(p *person.Person, to, kind, what string) Mail {
	texts, ok := letters[p.Preferences.Language]
	if !ok {
		texts = letters["en"]
	}
	m := Mail{To: to, Subject: texts[kind][0], Text: fmt.Sprintf(texts[kind][1], p.Username, what), CreatedAt: s.opt.Now()}
	if s.MailOn() && to != "" {
		m.NextTry = m.CreatedAt
	}
	return m
}
