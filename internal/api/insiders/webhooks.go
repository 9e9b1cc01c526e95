package insiders

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/webhook"
)

// webhookWire is a webhook. The secret is masked in every answer.
type webhookWire struct {
	ID         int64  `json:"id"`
	URL        string `json:"webhook_url"`
	Secret     string `json:"secret_token"`
	Activity   bool   `json:"activity_events"`
	TimeFrames bool   `json:"timeframes_events"`
}

func toWebhook(s *webhook.Subscription) webhookWire {
	return webhookWire{s.ID, s.URL, webhook.Mask(s.Secret), s.Activity, s.TimeFrames}
}

func webhookReply(s *webhook.Subscription, err error) (wire.Reply, error) {
	if err != nil {
		return wire.Reply{}, err
	}
	return reply(http.StatusOK, toWebhook(s))
}

// hookAsked are the activity and the webhook of a path.
func hookAsked(r *http.Request) (activity, id int64, err error) {
	if activity, err = pathID(r, "activity"); err == nil {
		id, err = pathID(r, "webhook")
	}
	return activity, id, err
}

// listWebhooks serves GET /activities/{activity}/webhooks/.
func (d *Dialect) listWebhooks(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := pagingOf(r.URL.Query())
	if err != nil {
		return wire.Reply{}, err
	}
	activity, err := pathID(r, "activity")
	if err != nil {
		return wire.Reply{}, err
	}
	page, err := d.webhooks.List(r.Context(), v, activity, p.rows())
	if err != nil {
		return wire.Reply{}, err
	}
	rows := make([]webhookWire, len(page.Rows))
	for i := range page.Rows {
		rows[i] = toWebhook(&page.Rows[i])
	}
	return listReply(p, page.Total, rows)
}

// webhookDraft reads a webhook, of which everything must be told.
func webhookDraft(r *http.Request) (draft webhook.Draft, err error) {
	b, err := readBody(r)
	if err != nil {
		return draft, err
	}
	draft.URL = b.filled("webhook_url")
	if b.value("secret_token", true, &draft.Secret, notText) && draft.Secret == "" {
		b.refuse("secret_token", blank)
	}
	draft.Activity, _ = b.boolean("activity_events", true)
	draft.TimeFrames, _ = b.boolean("timeframes_events", true)
	return draft, b.err()
}

// createWebhook serves POST /activities/{activity}/webhooks/, which answers 200.
func (d *Dialect) createWebhook(r *http.Request, v access.Viewer) (wire.Reply, error) {
	activity, err := d.ownActivity(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	draft, err := webhookDraft(r)
	if err != nil {
		return wire.Reply{}, err
	}
	s, err := d.webhooks.Create(r.Context(), v, activity, draft)
	return webhookReply(s, err)
}

// getWebhook serves GET /activities/{activity}/webhooks/{webhook}/.
func (d *Dialect) getWebhook(r *http.Request, v access.Viewer) (wire.Reply, error) {
	activity, id, err := hookAsked(r)
	if err != nil {
		return wire.Reply{}, err
	}
	s, err := d.webhooks.Get(r.Context(), v, activity, id)
	return webhookReply(s, err)
}

// replaceWebhook serves PUT /activities/{activity}/webhooks/{webhook}/. The mask in place of the secret keeps it.
func (d *Dialect) replaceWebhook(r *http.Request, v access.Viewer) (wire.Reply, error) {
	activity, id, err := hookAsked(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if _, err := d.webhooks.Get(r.Context(), v, activity, id); err != nil {
		return wire.Reply{}, err
	}
	draft, err := webhookDraft(r)
	if err != nil {
		return wire.Reply{}, err
	}
	s, err := d.webhooks.Update(r.Context(), v, activity, id, draft)
	return webhookReply(s, err)
}

// deleteWebhook serves DELETE /activities/{activity}/webhooks/{webhook}/.
func (d *Dialect) deleteWebhook(r *http.Request, v access.Viewer) (wire.Reply, error) {
	activity, id, err := hookAsked(r)
	if err != nil {
		return wire.Reply{}, err
	}
	return gone(d.webhooks.Delete(r.Context(), v, activity, id))
}
