package fittrackee

import (
	"net/http"

	"palestra/internal/api/wire"
)

// jsonReply is a JSON body that ends with a new line, as the reference's do.
func jsonReply(status int, write func(*wire.Encoder)) wire.Reply {
	return wire.JSON(status, func(j *wire.Encoder) {
		write(j)
		j.Raw([]byte{'\n'})
	})
}

// dataReply is the usual 200: write fills the object under "data".
func dataReply(write func(*wire.Encoder)) wire.Reply {
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("data").Object()
		write(j)
		j.EndObject()
		j.Key("status").Plain("success")
		j.EndObject()
	})
}

// messageReply is the 200 of something done.
func messageReply(message string) wire.Reply {
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("message").Plain(message)
		j.Key("status").Plain("success")
		j.EndObject()
	})
}

// statusReply is the 200 that says nothing else.
func statusReply() wire.Reply {
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("status").Plain("success")
		j.EndObject()
	})
}
