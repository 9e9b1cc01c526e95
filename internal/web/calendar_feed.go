package web

import "net/http"

// feedPage is the address under which calendar programs read one's trainings.
type feedPage struct {
	Made    bool
	Since   string
	Address string
	Back    string
}

// showFeed serves GET /calendar/feed.
func (s *Site) showFeed(r *http.Request, who reader) (reply, error) { return s.feedReply(r, who, "") }

func (s *Site) feedReply(r *http.Request, who reader, secret string) (reply, error) {
	feed, err := s.deps.Plans.Feed(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	body := feedPage{Made: feed.Made, Back: s.link("/calendar")}
	if feed.Made {
		body.Since = who.print.Date(feed.CreatedAt)
	}
	if secret != "" {
		body.Address = s.origin(r) + s.link("/calendar/"+secret+".ics")
	}
	return reply{page: "feed", private: secret != "", shell: shell{Title: who.words.T("feed.title"), Nav: "calendar", Width: "medium"}, body: body}, nil
}

// origin is the scheme and host that the reader sees us under.
func (s *Site) origin(r *http.Request) string {
	if len(s.deps.TrustedOrigins) > 0 {
		return s.deps.TrustedOrigins[0]
	}
	if s.deps.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// makeFeed serves POST /calendar/feed: a new address, shown this once; the one before no longer works.
func (s *Site) makeFeed(r *http.Request, who reader) (reply, error) {
	secret, err := s.deps.Plans.MakeFeed(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	return s.feedReply(r, who, secret)
}

// revokeFeed serves POST /calendar/feed/revoke.
func (s *Site) revokeFeed(r *http.Request, who reader) (reply, error) {
	err := s.deps.Plans.RevokeFeed(r.Context(), who.viewer)
	return reply{redirect: "/calendar/feed", said: said{what: saidFeedGone}}, err
}
