package insiders

import (
	"context"
	"encoding/json"
	"time"

	"github.com/coder/websocket"
)

// The codes that connections are closed with, besides those of RFC 6455.
const (
	closeUnreadable   = websocket.StatusCode(4400)
	closeNoToken      = websocket.StatusCode(4401)
	closeUnauthorized = websocket.StatusCode(4403)
)

const (
	// authorizeTime is how long a client has to say who it is.
	authorizeTime = 3 * time.Second
	// pingEvery is how often a client has to show that it is there, and pongTime how long it has for that.
	pingEvery = 20 * time.Second
	pongTime  = 20 * time.Second
	// sendTime is how long a message may wait for a slow reader.
	sendTime = 30 * time.Second
	// talkLimit bounds what a viewer may say at once, in bytes.
	talkLimit = 8 << 10
)

// socket is a connection. Messages that come are in its channel, which is closed when the connection ends.
type socket struct {
	conn     *websocket.Conn
	ctx      context.Context
	cancel   context.CancelFunc
	messages chan []byte
}

func newSocket(ctx context.Context, conn *websocket.Conn) *socket {
	s := &socket{conn: conn, messages: make(chan []byte)}
	s.ctx, s.cancel = context.WithCancel(ctx)
	conn.SetReadLimit(talkLimit)
	return s
}

// listen reads messages until the connection ends, and keeps asking whether the client is there. Nothing else reads; while a
// message waits to be taken, the next one waits with the client.
func (s *socket) listen() {
	go s.ping()
	go func() {
		defer s.cancel()
		defer close(s.messages)
		for {
			// Its own context would cut the connection without a word when it ends.
			_, message, err := s.conn.Read(context.Background())
			if err != nil {
				return
			}
			select {
			case s.messages <- message:
			case <-s.ctx.Done():
				return
			}
		}
	}()
}

func (s *socket) ping() {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-tick.C:
		}
		ctx, cancel := context.WithTimeout(s.ctx, pongTime)
		err := s.conn.Ping(ctx)
		cancel()
		if err != nil {
			_ = s.conn.CloseNow() // which ends listening
			return
		}
	}
}

// stopWith closes the connection when the server stops.
func (s *socket) stopWith(stop <-chan struct{}) {
	select {
	case <-stop:
		s.close(websocket.StatusGoingAway, "The server stops")
	case <-s.ctx.Done():
	}
}

// send writes a message of JSON, and reports whether that went well.
func (s *socket) send(message any) bool {
	text, err := json.Marshal(message)
	return err == nil && s.sendText(text)
}

func (s *socket) sendText(text []byte) bool {
	ctx, cancel := context.WithTimeout(s.ctx, sendTime)
	defer cancel()
	return s.conn.Write(ctx, websocket.MessageText, text) == nil
}

// say is what the server tells besides data.
type say struct {
	Message string `json:"message"`
}

// close says why, and ends the connection.
func (s *socket) close(code websocket.StatusCode, why string) {
	_ = s.conn.Close(code, why) // the other side may be gone already
	s.cancel()
}

// refuse tells somebody that this is not for them, or no longer.
func (s *socket) refuse() {
	s.send(say{"Unauthorized"})
	s.close(closeUnauthorized, "Unauthorized")
}

func (s *socket) end() {
	s.cancel()
	_ = s.conn.CloseNow() // after a close that was told, it has nothing to do
}

// request is what a client says.
type request struct {
	Action string `json:"action"`
	Token  string `json:"token"`
}

// read takes a client's message apart. Something that is no object of JSON ends the connection.
func (s *socket) read(message []byte) (r request, ok bool) {
	var members map[string]json.RawMessage
	if json.Unmarshal(message, &members) != nil || members == nil {
		s.close(closeUnreadable, "Unreadable message")
		return r, false
	}
	// A member of another type than expected is like none.
	_ = json.Unmarshal(members["action"], &r.Action)
	_ = json.Unmarshal(members["token"], &r.Token)
	return r, true
}

// token is how a client shows who it is: in the head of its request, or by the first message. When there is none in time the
// connection ends.
func (s *socket) token(head string) (string, bool) {
	s.listen()
	if head != "" {
		return head, true
	}
	if !s.send(say{"Authorization needed"}) {
		return "", false
	}
	timer := time.NewTimer(authorizeTime)
	defer timer.Stop()
	select {
	case <-timer.C:
		s.close(closeNoToken, "Authorization needed")
		return "", false
	case message, open := <-s.messages:
		if !open {
			return "", false
		}
		r, ok := s.read(message)
		if !ok {
			return "", false
		}
		if r.Action != "authorize" || r.Token == "" {
			s.refuse()
			return "", false
		}
		return r.Token, true
	}
}
