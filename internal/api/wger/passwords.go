package wger

import (
	"strings"
	"sync"
)

// commonPasswords are those that are tried first, all in small letters. They are words, keys in a row and names that
// everybody thinks of; the list is our own.
var commonPasswords = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, p := range strings.Fields(`
		123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 0987654321 987654321 87654321 11111111 00000000 12341234 12121212
		88888888 99999999 66666666 77777777 22222222 33333333 44444444 55555555 11223344 123123123 123321123 147258369 159753 password password1
		password12 password123 password1234 passw0rd p@ssword p@ssw0rd pass pass1234 passwort passwort1 motdepasse contraseña abc abc123 abcd1234
		abcdefgh abcdefg abc12345 a1b2c3d4 aa123456 qwerty qwerty1 qwerty12 qwerty123 qwertyui qwertyuiop qwertz qwertzui azerty azertyuiop asdf
		asdfgh asdfghjk asdfghjkl zxcvbnm yxcvbnm 1q2w3e4r 1q2w3e4r5t 1qaz2wsx qazwsx qazwsxedc q1w2e3r4 zaq12wsx letmein letmein1 welcome welcome1
		iloveyou iloveyou1 ilovegod admin admin123 administrator root toor user user1234 guest test test1234 testtest demo changeme default secret
		secret123 master monkey dragon football baseball basketball soccer hockey superman batman spiderman starwars pokemon princess sunshine
		shadow michael jennifer jessica michelle charlie daniel thomas jordan jordan23 ashley nicole hannah andrew joshua matthew anthony computer
		internet samsung whatever trustno1 freedom liverpool chelsea arsenal barcelona juventus killer hunter ranger mustang corvette mercedes
		ferrari porsche chocolate cheese cookie banana pepper ginger summer winter spring autumn summer2024 summer2025 winter2024 winter2025
		fitness training workout gymgymgym hallo123 hallohallo schalke04 fussball bonjour soleil loulou doudou chouchou marseille fuckyou fuckyou1
		lovelove babygirl blink182 metallica slipknot nirvana london paris berlin newyork california australia google facebook twitter linkedin
		access access14 hello hello123 hellohello login login123 mynoob donald donald1 maggie buster tigger snoopy bailey matrix phoenix silver
		golden diamond purple orange flower butterfly angel angels lovely family friends forever nothing thomas123 flamingo elephant dolphin
		jasmine samantha alexander victoria elizabeth cristina fernando alejandro francesco giovanni vincenzo nicholas benjamin william patrick
		myspace1 killer123 zxcvbnm1 asdf1234 qwer1234 q1w2e3r4t5 1234qwer 123qwe 123qweasd 1qazxsw2 987654 654321 696969 111222333 112233 121212
		131313 555555 666666 777777 888888 999999 000000 101010 010203 010101 159159 789456123 741852963 147852369 102030 202020 252525 123654
	`) {
		all[p] = true
	}
	return all
})
