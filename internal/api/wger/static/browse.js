// Sends a page's forms with the method they name and the token of the browser's cookie, and shows the page that comes back.
"use strict";

function cookie(name) {
	for (const part of document.cookie.split("; ")) {
		const [key, value] = part.split("=");
		if (key === name) return value;
	}
	return "";
}

async function send(form) {
	const headers = { Accept: "text/html", "X-CSRFToken": cookie("csrftoken") };
	let body = new FormData(form);
	const raw = form.querySelector("textarea[data-raw]");
	if (raw) {
		headers["Content-Type"] = "application/json";
		body = raw.value;
	} else {
		for (const field of form.querySelectorAll("input[type=file]")) if (!field.value) body.delete(field.name);
	}
	if (form.dataset.method === "DELETE") body = undefined;
	const answer = await fetch(location.href, { method: form.dataset.method, headers, body });
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");
	document.title = page.title;
	document.body.replaceWith(document.adoptNode(page.body));
	listen();
	document.querySelector("h1").focus();
}

function listen() {
	for (const form of document.querySelectorAll("form[data-method]")) {
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			send(form);
		});
	}
}

listen();
