// The lines of a pitch or a grid, in meters from its middle.
const SVG = "http://www.w3.org/2000/svg";

export function svg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export function put(parent, name, attributes) {
  const element = svg(name, attributes);
  parent.append(element);
  return element;
}

// drawPitch draws a football pitch by the laws of the game, or only its edge.
export function drawPitch(parent, { length, width }, football) {
  const line = (name, attributes) => put(parent, name, { class: "pitch-line", ...attributes });
  const [l, w] = [length / 2, width / 2];
  put(parent, "rect", { class: "pitch-grass", x: -l - 4, y: -w - 4, width: length + 8, height: width + 8, rx: 2 });
  line("rect", { x: -l, y: -w, width: length, height: width });
  if (!football) return;
  line("line", { x1: 0, y1: -w, x2: 0, y2: w });
  line("circle", { r: 9.15 });
  put(parent, "circle", { class: "pitch-spot", r: 0.4 });
  const [boxWide, goalWide] = [Math.min(40.32, width), Math.min(18.32, width)];
  for (const side of [-1, 1]) {
    const goal = side * l;
    const inwards = (deep) => Math.min(goal, goal - side * deep);
    line("rect", { x: inwards(16.5), y: -boxWide / 2, width: 16.5, height: boxWide });
    line("rect", { x: inwards(5.5), y: -goalWide / 2, width: 5.5, height: goalWide });
    line("rect", { x: side > 0 ? goal : goal - 2, y: -3.66, width: 2, height: 7.32 });
    const spot = goal - side * 11;
    put(parent, "circle", { class: "pitch-spot", cx: spot, r: 0.4 });
    const rise = Math.sqrt(9.15 ** 2 - 5.5 ** 2);
    const edge = goal - side * 16.5;
    line("path", { d: `M${edge} ${-rise}A9.15 9.15 0 0 ${side > 0 ? 0 : 1} ${edge} ${rise}` });
  }
}

// drawGrid draws lines that lie a step apart.
export function drawGrid(parent, { length, width }, step) {
  const [l, w] = [length / 2, width / 2];
  put(parent, "rect", { class: "pitch-grass", x: -l, y: -w, width: length, height: width });
  for (let x = Math.ceil(-l / step) * step; x <= l; x += step) put(parent, "line", { class: "pitch-grid", x1: x, y1: -w, x2: x, y2: w });
  for (let y = Math.ceil(-w / step) * step; y <= w; y += step) put(parent, "line", { class: "pitch-grid", x1: -l, y1: y, x2: l, y2: y });
}
