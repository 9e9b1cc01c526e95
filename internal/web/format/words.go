package format

// words are the marks and names of one language.
type words struct {
	decimal, group     string
	first              string // after the number of a month's first day
	afterDay           string // after the number of a day that stands before its month's name
	months, monthsLong [12]string
	days, daysLong     [7]string // Sunday first, like time.Weekday
	// date and dateLong are layouts for fillDate: D day, M month, Y year, W weekday.
	date, dateLong                            string
	revolutions, steps, bpm, minutesPer, kcal string
}

var wordsOf = map[string]words{
	"en": {
		decimal: ".", group: ",",
		months:     [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		monthsLong: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		days:       [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		daysLong:   [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		date:       "W D M Y", dateLong: "W, D M Y",
		revolutions: "rpm", steps: "spm", bpm: "bpm", minutesPer: "min/", kcal: "kcal",
	},
	"fr": {
		decimal: ",", group: "\u202f", first: "er",
		months:     [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
		monthsLong: [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		days:       [7]string{"dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."},
		daysLong:   [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		date:       "W D M Y", dateLong: "W D M Y",
		revolutions: "tr/min", steps: "pas/min", bpm: "bpm", minutesPer: "min/", kcal: "kcal",
	},
	"de": {
		decimal: ",", group: ".", afterDay: ".",
		months:     [12]string{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."},
		monthsLong: [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
		days:       [7]string{"So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."},
		daysLong:   [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
		date:       "W, D. M Y", dateLong: "W, D. M Y",
		revolutions: "U/min", steps: "Schritte/min", bpm: "bpm", minutesPer: "min/", kcal: "kcal",
	},
}
