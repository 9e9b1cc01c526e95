Redoc.init(document.getElementById("ui").dataset.url, {}, document.getElementById("ui"));
