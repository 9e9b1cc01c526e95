package storetest

import (
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// ownSignIns looks after what is signed in to one's own account, and leaves everybody else's alone.
func ownSignIns(w *world) {
	h := w.accounts()
	ana, ben := h.sign("ana"), h.sign("ben")
	w.ownSessions(h, ana, ben)
	w.ownToken(h, ana, ben)

	w.refused(h.DeleteOwnAccount(w.ctx, ben, "wrong horse"), fault.Unauthenticated, "auth.credentials")
	w.must(h.DeleteOwnAccount(w.ctx, ben, "password of ben"))
	_, err := h.Service.Person(w.ctx, ben.ID())
	w.refused(err, fault.NotFound, "person.not_found")
	program := ana
	program.Scopes = []string{"profile:write"}
	w.refused(h.DeleteOwnAccount(w.ctx, program, "password of ana"), fault.Unauthenticated, "auth.session")
}

func (w *world) ownSessions(h *house, ana, ben access.Viewer) {
	w.Helper()
	phone, err := h.StartSession(w.ctx, ana.Person, "phone")
	w.must(err)
	desk, err := h.StartSession(w.ctx, ana.Person, "desk")
	w.must(err)
	all, err := h.Sessions(w.ctx, ana)
	w.must(err)
	for i := range all {
		if !all[i].OpenedBy(phone) {
			continue
		}
		w.must(h.EndOwnSession(w.ctx, ben, all[i].Hash))
		_, err = h.Session(w.ctx, phone)
		w.must(err)
		w.must(h.EndOwnSession(w.ctx, ana, all[i].Hash))
		w.must(h.EndOwnSession(w.ctx, ana, all[i].Hash))
	}
	_, err = h.Session(w.ctx, phone)
	w.refused(err, fault.Unauthenticated, "auth.session")
	_, err = h.Session(w.ctx, desk)
	w.must(err)
}

func (w *world) ownToken(h *house, ana, ben access.Viewer) {
	w.Helper()
	if t, err := h.OwnPermanent(w.ctx, ana); err != nil || t != nil {
		w.Fatalf("a token that nobody has made: %v, %v", t, err)
	}
	first, err := h.ReplacePermanent(w.ctx, ana)
	w.must(err)
	other, err := h.ReplacePermanent(w.ctx, ben)
	w.must(err)
	second, err := h.ReplacePermanent(w.ctx, ana)
	w.must(err)
	_, err = h.ResolvePermanent(w.ctx, first)
	w.refused(err, fault.Unauthenticated, "auth.token_invalid")
	_, err = h.ResolvePermanent(w.ctx, second)
	w.must(err)
	t, err := h.OwnPermanent(w.ctx, ana)
	w.must(err)
	if t == nil || t.LastUsed.IsZero() {
		w.Fatalf("the token that was used is told as %+v", t)
	}
	w.must(h.EndOwnPermanent(w.ctx, ana))
	w.must(h.EndOwnPermanent(w.ctx, ana))
	_, err = h.ResolvePermanent(w.ctx, second)
	w.refused(err, fault.Unauthenticated, "auth.token_invalid")
	_, err = h.ResolvePermanent(w.ctx, other)
	w.must(err)
}

// addressThatIsNotWanted takes a change of address back before it is confirmed.
func addressThatIsNotWanted(w *world) {
	h, post := w.mailing()
	ana := h.sign("ana")
	_, err := h.UpdateAccount(w.ctx, ana, auth.AccountChange{Current: "password of ana", Email: "new@example.org"})
	w.must(err)
	_, _, token := h.latest(post, "new@example.org")
	w.must(h.KeepEmail(w.ctx, ana))
	_, err = h.ConfirmEmail(w.ctx, token)
	w.refused(err, fault.Unauthenticated, "auth.token_invalid")
	p, err := h.Service.Person(w.ctx, ana.ID())
	w.must(err)
	if p.Email != "ana@example.org" || p.PendingEmail != "" {
		w.Fatalf("the address is %q, %q waits", p.Email, p.PendingEmail)
	}
}
