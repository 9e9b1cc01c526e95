// Charts of one figure over days: a line with its points, and its mean as a second line where there is one.
const dates = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", timeZone: "UTC" });
const full = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
const AXIS_WIDTH = 52;

function draw(panel) {
  const points = JSON.parse(panel.dataset.line);
  const holder = panel.querySelector("[data-plot]");
  const readout = panel.querySelector("[data-readout]");
  let plot;

  const said = (index) => {
    const value = index === null || index === undefined ? null : points.y[index];
    readout.textContent = value === null ? "" : `${numbers.format(value)} · ${full.format(points.x[index] * 1000)}`;
  };

  const build = () => {
    plot?.destroy();
    const color = (name) => resolved(`--${name}`);
    const stroke = color(`series-${panel.dataset.kind}`);
    const axis = { stroke: color("ink-faint"), grid: { stroke: color("line"), width: 1 }, ticks: { show: false }, font: "12px sans-serif" };
    const series = [{}, { stroke, width: points.mean ? 0 : 1.75, spanGaps: true, points: { show: true, size: points.mean ? 5 : 6, fill: points.mean ? stroke : color("surface") } }];
    const data = [points.x, points.y];
    if (points.mean) {
      series.push({ stroke: color("accent"), width: 2, spanGaps: true, points: { show: false } });
      data.push(points.mean);
    }
    plot = new uPlot({
      width: holder.clientWidth, height: holder.clientHeight, padding: [8, 24, 0, 0], legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 8 } },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
      scales: { x: { time: true }, y: { range: around } },
      axes: [
        { ...axis, size: 26, space: 70, values: (_, splits) => splits.map((v) => dates.format(v * 1000)), incrs: DAYS },
        { ...axis, size: AXIS_WIDTH, values: (_, splits) => splits.map((v) => numbers.format(v)) },
      ],
      series,
      hooks: { setCursor: [(u) => said(u.cursor.idx)] },
    }, data, holder);
  };

  build();
  new ResizeObserver(() => {
    const size = { width: holder.clientWidth, height: holder.clientHeight };
    if (size.width !== plot.width || size.height !== plot.height) plot.setSize(size);
  }).observe(panel);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", build);

  let at = points.x.length;
  panel.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    at = Math.min(points.x.length - 1, Math.max(0, at + step));
    plot.setCursor({ left: plot.valToPos(points.x[at], "x"), top: 10 });
    said(at);
  });
}

const DAY = 86400;
// Steps of the axis: whole days, so that no date stands there twice.
const DAYS = [1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY);

// around leaves some air above and below.
function around(_, min, max) {
  if (min === null) return [0, 1];
  const air = Math.max((max - min) * 0.12, max * 0.01, 0.5);
  return [Math.max(0, min - air), max + air];
}

// resolved is the colour a token has now; a canvas does not know custom properties.
function resolved(token) {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}

for (const panel of document.querySelectorAll("[data-line]")) draw(panel);
