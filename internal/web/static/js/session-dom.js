// Small makers of elements.
export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

export function option(value, label, selected) {
  const o = make("option", "", label);
  o.value = value;
  o.selected = selected;
  return o;
}

// glyphs are drawn on the grid of the site's icons.
const glyphs = {
  handle: "M9 6v.1M15 6v.1M9 12v.1M15 12v.1M9 18v.1M15 18v.1",
  up: "M12 19V5m0 0l-6 6m6-6l6 6",
  down: "M12 5v14m0 0l-6-6m6 6l6-6",
  copy: "M8 8h12v12H8zM16 8V4H4v12h4",
  repeat: "M4 11a6 6 0 016-6h7m0 0l-3-3m3 3l-3 3M20 13a6 6 0 01-6 6H7m0 0l3 3m-3-3l3-3",
  unwrap: "M5 7h14M5 12h14M5 17h14",
  trash: "M4 7h16M9 7V4h6v3M6.5 7l.8 12.5h9.4L17.5 7",
  plus: "M12 5v14M5 12h14",
};

export function glyph(name) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  for (const [key, value] of Object.entries({ class: "icon", viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": name === "handle" ? "2.6" : "1.75", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" })) svg.setAttribute(key, value);
  const path = document.createElementNS(ns, "path");
  path.setAttribute("d", glyphs[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, act) {
  const button = make("button", "step-button");
  button.type = "button";
  button.ariaLabel = label;
  button.title = label;
  button.append(glyph(name));
  button.addEventListener("click", act);
  return button;
}
