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
	letterPassword        = "password"
)

// letters by language and kind: subject and text. The text's verbs are the username, and a link, an address or a password.
var letters = map[string]map[string][2]string{
	"en": {
		letterConfirmAccount:  {"Confirm your account", "Hello %[1]s,\n\nto open your account, follow this link within seven days:\n\n%[2]s\n\nIf you didn't sign up, ignore this mail.\n"},
		letterConfirmEmail:    {"Confirm your e-mail address", "Hello %[1]s,\n\nto use this address for your account, follow this link within seven days:\n\n%[2]s\n\nIf you didn't ask for this, ignore this mail.\n"},
		letterEmailChanging:   {"Your e-mail address is about to change", "Hello %[1]s,\n\nsomebody who is signed in to your account asked for its address to become %[2]s. It will once that address is confirmed.\n\nIf it wasn't you, change your password.\n"},
		letterReset:           {"Set a new password", "Hello %[1]s,\n\nto set a new password, follow this link within an hour:\n\n%[2]s\n\nIf you didn't ask for this, ignore this mail; your password stays as it is.\n"},
		letterPasswordChanged: {"Your password was changed", "Hello %[1]s,\n\nthe password of your account was changed.\n\nIf it wasn't you, have it reset and tell your administrator.\n"},
		letterAdminReset:      {"Your password was reset", "Hello %[1]s,\n\nan administrator has reset your password. To set a new one, follow this link within an hour:\n\n%[2]s\n\nAfterwards you can ask for another link where you sign in.\n"},
		letterPassword:        {"Your account", "Hello %[1]s,\n\nan account has been made for this address. Sign in as %[1]s with this password, and set another one soon:\n\n%[2]s\n\nIf you didn't ask for an account, ignore this mail.\n"},
	},
	"fr": {
		letterConfirmAccount:  {"Confirmez votre compte", "Bonjour %[1]s,\n\npour ouvrir votre compte, suivez ce lien dans les sept jours :\n\n%[2]s\n\nSi vous ne vous êtes pas inscrit, ignorez ce message.\n"},
		letterConfirmEmail:    {"Confirmez votre adresse e-mail", "Bonjour %[1]s,\n\npour utiliser cette adresse avec votre compte, suivez ce lien dans les sept jours :\n\n%[2]s\n\nSi vous n'avez rien demandé, ignorez ce message.\n"},
		letterEmailChanging:   {"Votre adresse e-mail va changer", "Bonjour %[1]s,\n\nune personne connectée à votre compte a demandé que son adresse devienne %[2]s. Ce sera fait dès que cette adresse sera confirmée.\n\nSi ce n'était pas vous, changez votre mot de passe.\n"},
		letterReset:           {"Choisissez un nouveau mot de passe", "Bonjour %[1]s,\n\npour choisir un nouveau mot de passe, suivez ce lien dans l'heure :\n\n%[2]s\n\nSi vous n'avez rien demandé, ignorez ce message ; votre mot de passe ne change pas.\n"},
		letterPasswordChanged: {"Votre mot de passe a changé", "Bonjour %[1]s,\n\nle mot de passe de votre compte a été changé.\n\nSi ce n'était pas vous, faites-le réinitialiser et prévenez votre administrateur.\n"},
		letterAdminReset:      {"Votre mot de passe a été réinitialisé", "Bonjour %[1]s,\n\nun administrateur a réinitialisé votre mot de passe. Pour en choisir un nouveau, suivez ce lien dans l'heure :\n\n%[2]s\n\nEnsuite, vous pourrez demander un autre lien à la page de connexion.\n"},
		letterPassword:        {"Votre compte", "Bonjour %[1]s,\n\nun compte a été créé pour cette adresse. Connectez-vous sous le nom %[1]s avec ce mot de passe, et changez-le bientôt :\n\n%[2]s\n\nSi vous n'avez pas demandé de compte, ignorez ce message.\n"},
	},
	"de": {
		letterConfirmAccount:  {"Bestätigen Sie Ihr Konto", "Hallo %[1]s,\n\num Ihr Konto zu öffnen, folgen Sie innerhalb von sieben Tagen diesem Link:\n\n%[2]s\n\nWenn Sie sich nicht angemeldet haben, ist nichts zu tun.\n"},
		letterConfirmEmail:    {"Bestätigen Sie Ihre E-Mail-Adresse", "Hallo %[1]s,\n\num diese Adresse für Ihr Konto zu verwenden, folgen Sie innerhalb von sieben Tagen diesem Link:\n\n%[2]s\n\nWenn Sie das nicht wollten, ist nichts zu tun.\n"},
		letterEmailChanging:   {"Ihre E-Mail-Adresse soll sich ändern", "Hallo %[1]s,\n\njemand, der in Ihrem Konto angemeldet ist, möchte dessen Adresse in %[2]s ändern. Das geschieht, sobald diese Adresse bestätigt ist.\n\nWenn Sie es nicht waren, ändern Sie Ihr Passwort.\n"},
		letterReset:           {"Setzen Sie ein neues Passwort", "Hallo %[1]s,\n\num ein neues Passwort zu setzen, folgen Sie innerhalb einer Stunde diesem Link:\n\n%[2]s\n\nWenn Sie das nicht wollten, ist nichts zu tun; Ihr Passwort bleibt, wie es ist.\n"},
		letterPasswordChanged: {"Ihr Passwort wurde geändert", "Hallo %[1]s,\n\ndas Passwort Ihres Kontos wurde geändert.\n\nWenn Sie es nicht waren, lassen Sie es zurücksetzen, und sagen Sie es Ihrem Administrator.\n"},
		letterAdminReset:      {"Ihr Passwort wurde zurückgesetzt", "Hallo %[1]s,\n\nein Administrator hat Ihr Passwort zurückgesetzt. Um ein neues zu setzen, folgen Sie innerhalb einer Stunde diesem Link:\n\n%[2]s\n\nDanach können Sie bei der Anmeldung einen weiteren Link anfordern.\n"},
		letterPassword:        {"Ihr Konto", "Hallo %[1]s,\n\nfür diese Adresse wurde ein Konto angelegt. Melden Sie sich als %[1]s mit diesem Passwort an, und setzen Sie bald ein anderes:\n\n%[2]s\n\nWenn Sie kein Konto wollten, ist nichts zu tun.\n"},
	},
}

// letter writes a mail to an address, in the person's language or in English. what is a link, an address or a password. One without an
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
