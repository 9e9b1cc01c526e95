package auth

import (
	"time"

	"palestra/internal/core/person"
)

// trustAfter is how old an account must be before it may change what everybody sees.
const trustAfter = 22 * 24 * time.Hour

// EmailVerified reports whether somebody has shown that their address is theirs. Where the server sends mail, an address is
// in place only once its link was followed, or an administrator vouched for it; where it doesn't, nobody can have shown it.
func (s *Service) EmailVerified(p *person.Person) bool { return s.MailOn() && p.Email != "" }

// Trusted reports whether somebody may write to catalogues that everybody reads: administrators, and accounts of 22 days or
// more with a verified address.
func (s *Service) Trusted(p *person.Person) bool {
	return p.Admin || s.EmailVerified(p) && s.opt.Now().Sub(p.CreatedAt) >= trustAfter
}
