package wger

import "net/http"

// singles are the addresses that are no resource. Those of tokens and of the document have no final slash, and answer with
// one as well.
func singles() []*place {
	get := func(h handler) map[string]handler { return map[string]handler{http.MethodGet: h} }
	post := func(h handler) map[string]handler { return map[string]handler{http.MethodPost: h} }
	return []*place{
		{pattern: base, title: "Api Root", about: "Where every endpoint is.", methods: get((*Dialect).root), schema: &schema{kind: "object", extra: &schema{kind: "string", format: "uri"}}},
		{pattern: base + "token", slashes: true, title: "Token Obtain Pair", about: "A pair of signed tokens for a user name and a password: the access token holds for five minutes, the refresh token for a day.",
			methods: post((*Dialect).obtain), specs: obtainFields, schema: textObject("refresh", "access")},
		{pattern: base + "token/verify", slashes: true, title: "Token Verify", about: "Whether a signed token holds.",
			methods: post((*Dialect).verify), specs: verifyFields, schema: &schema{kind: "object"}},
		{pattern: base + "token/refresh", slashes: true, title: "Token Refresh", about: "Another access token for a refresh token.",
			methods: post((*Dialect).refresh), specs: refreshFields, schema: textObject("access")},
		{pattern: base + "login/", title: "User Api Login", about: "The permanent token of a user.", perMinute: 10,
			methods: map[string]handler{http.MethodGet: (*Dialect).explainLogin, http.MethodPost: (*Dialect).login}, specs: signInFields, schema: &schema{kind: "object", extra: &schema{kind: "string"}}},
		{pattern: base + "register/", title: "User Api Registration", about: "A new account with its permanent token.", perMinute: 5,
			methods: post((*Dialect).register), created: true, specs: registerFields, schema: textObject("message", "token")},
		{pattern: base + "schema", slashes: true, title: "Schema", about: "This API as an OpenAPI document.", methods: get((*Dialect).serveDocument), params: []string{"format", "lang"}, kind: yamlDocument, raw: true},
		{pattern: base + "schema/ui", slashes: true, title: "Swagger UI", about: "The document to try out.", methods: get(swaggerViewer.show), unlisted: true, raw: true},
		{pattern: base + "schema/redoc", slashes: true, title: "Redoc", about: "The document to read.", methods: get(redocViewer.show), unlisted: true, raw: true},
		{pattern: staticAt + "*", title: "Static", about: "Scripts and styles of the pages.", methods: get((*Dialect).serveStatic), unlisted: true, raw: true},
		{pattern: media + "exercise-images/{exercise}/{file}", title: "Exercise Image File", about: "Pictures of exercises.", methods: get((*Dialect).exerciseImageFile), unlisted: true, raw: true, cache: 24 * hour},
		{pattern: muscleImages + "{which}/{file}", title: "Muscle Image", about: "Drawings of muscles.", methods: get((*Dialect).muscleImage), unlisted: true, raw: true, cache: 24 * hour},
		{pattern: base + "version/", title: "Application Version", about: "The release whose API this is.", methods: get((*Dialect).version), schema: &schema{kind: "string"}},
		{pattern: base + "min-app-version/", title: "Required Application Version", about: "The oldest app that can be used.", methods: get((*Dialect).oldestApp), schema: &schema{kind: "string"}},
		{pattern: base + "check-permission/", title: "Permission", about: "Whether the caller has a right.", methods: get((*Dialect).checkPermission), params: []string{"permission"},
			schema: &schema{kind: "object", props: []prop{{"result", &schema{kind: "boolean"}}}}},
		galleryFile(), ingredientFile(),
	}
}
