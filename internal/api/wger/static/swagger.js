SwaggerUIBundle({ url: document.getElementById("ui").dataset.url, dom_id: "#ui" });
