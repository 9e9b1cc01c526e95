// The charts of an activity, one under the other over the same axis, with one cursor through all of them.
const AXIS_WIDTH = 52;

export class Charts {
  // onCursor is called with the index of the point under the cursor or null, onZoom with the first and last index shown or null.
  onCursor = () => {};
  onZoom = () => {};

  constructor(frame, track, { distanceUnit }) {
    this.frame = frame;
    this.track = track;
    this.distanceUnit = distanceUnit;
    this.numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
    this.axis = track.distance?.at(-1) > 0 ? "distance" : "time";
    this.panels = [...frame.querySelectorAll("[data-chart]")].filter((panel) => this.hasData(panel));
    this.plots = [];
    this.build();
    this.listen();
  }

  hasData(panel) {
    const some = Boolean(this.track[panel.dataset.chart]?.some((v) => v !== null));
    panel.hidden = !some;
    return some;
  }

  build() {
    for (const plot of this.plots) plot.destroy();
    const x = this.track[this.axis];
    this.plots = this.panels.map((panel, i) => this.plot(panel, x, i === this.panels.length - 1));
    for (const button of this.frame.querySelectorAll("[data-axis]")) {
      button.setAttribute("aria-pressed", String(button.dataset.axis === this.axis));
      button.disabled = button.dataset.axis === "distance" && !(this.track.distance?.at(-1) > 0);
    }
  }

  plot(panel, x, isLast) {
    const kind = panel.dataset.chart;
    const holder = panel.querySelector("[data-plot]");
    holder.classList.toggle("is-last", isLast); // the last one has room for the axis
    const color = (name) => resolved(`--${name}`);
    const axis = { stroke: color("ink-faint"), grid: { stroke: color("line"), width: 1 }, ticks: { show: false }, font: "12px sans-serif" };
    const options = {
      width: holder.clientWidth,
      height: holder.clientHeight,
      padding: [8, 4, isLast ? 0 : 4, 0],
      legend: { show: false },
      cursor: { sync: { key: "track" }, drag: { x: true, y: false }, points: { show: true, size: 8 } },
      scales: { x: { time: false }, y: kind === "pace" ? { dir: -1, range: paceRange } : { range: rangeOf(kind) } },
      axes: [
        { ...axis, show: isLast, size: 26, values: (_, splits) => splits.map((v) => this.xLabel(v)), incrs: this.axis === "time" ? TIME_STEPS : DISTANCE_STEPS },
        { ...axis, size: AXIS_WIDTH, values: (_, splits) => splits.map((v) => this.yLabel(kind, v)), incrs: kind === "pace" ? TIME_STEPS : undefined },
      ],
      series: [{}, {
        stroke: color(`series-${kind === "pace" ? "speed" : kind}`),
        fill: kind === "elevation" ? color("series-elevation-fill") : undefined,
        width: 1.75,
        points: { show: false },
        spanGaps: false,
      }],
      hooks: { setCursor: [(plot) => this.moved(plot)], setScale: [(plot, key) => key === "x" && this.zoomed(plot)] },
    };
    return new uPlot(options, [x, this.track[kind]], holder);
  }

  listen() {
    for (const button of this.frame.querySelectorAll("[data-axis]")) {
      button.addEventListener("click", () => {
        this.axis = button.dataset.axis;
        this.unzoom();
        this.build();
      });
    }
    this.zoomOut = this.frame.querySelector("[data-zoom-out]");
    this.zoomOut.addEventListener("click", () => this.unzoom());
    new ResizeObserver(() => this.resize()).observe(this.frame);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.build());
    this.frame.addEventListener("keydown", (event) => this.key(event));
    for (const panel of this.panels) panel.tabIndex = 0;
  }

  resize() {
    for (const plot of this.plots) {
      const width = plot.root.parentElement.clientWidth;
      if (width !== plot.width) plot.setSize({ width, height: plot.height });
    }
  }

  // key moves the cursor with the arrow keys, by one point or, with Shift, by a twentieth of what is shown.
  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !event.target.closest("[data-chart]")) return;
    event.preventDefault();
    const far = Math.max(1, Math.round(this.track.length / 20));
    const from = this.index ?? (step > 0 ? -1 : this.track.length);
    this.point(Math.min(this.track.length - 1, Math.max(0, from + step * (event.shiftKey ? far : 1))));
  }

  // moved follows uPlot's own synchronised cursor; only the chart under the pointer speaks for all.
  moved(plot) {
    const index = plot.cursor.idx ?? null;
    if (this.plots.indexOf(plot) === -1) return;
    const panel = this.panels[this.plots.indexOf(plot)];
    const value = index === null ? null : this.track[panel.dataset.chart][index];
    panel.querySelector("[data-readout]").textContent = value === null ? "" : `${this.yLabel(panel.dataset.chart, value)} · ${this.xLabel(this.track[this.axis][index])} ${this.axis === "distance" ? this.distanceUnit : ""}`;
    if (index === this.index) return;
    this.index = index;
    this.onCursor(index);
  }

  // point puts the cursor at an index from outside: the map or the keyboard.
  point(index) {
    const plot = this.plots[0];
    if (!plot || index === this.index) return;
    const left = index === null ? -10 : plot.valToPos(this.track[this.axis][index], "x");
    plot.setCursor({ left, top: index === null ? -10 : 10 });
    for (const other of this.plots.slice(1)) other.setCursor({ left, top: index === null ? -10 : 10 });
  }

  zoomed(plot) {
    if (this.zooming || !this.plots.includes(plot)) return;
    this.zooming = true;
    const { min, max } = plot.scales.x;
    const x = this.track[this.axis];
    const whole = min <= x[0] && max >= x.at(-1);
    for (const other of this.plots) if (other !== plot) other.setScale("x", { min, max });
    this.zoomOut.hidden = whole;
    if (whole) this.onZoom(null, null);
    else this.onZoom(x.findIndex((v) => v >= min), x.findLastIndex((v) => v <= max));
    this.zooming = false;
  }

  unzoom() {
    const x = this.track[this.axis];
    this.plots[0]?.setScale("x", { min: x[0], max: x.at(-1) });
  }

  xLabel(v) {
    return this.axis === "time" ? clock(v) : this.numbers.format(v);
  }

  yLabel(kind, v) {
    return kind === "pace" ? clock(v) : this.numbers.format(v);
  }
}

// Steps of an axis in seconds, so that its labels are round minutes or hours.
const TIME_STEPS = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];

// Steps of an axis of distance, so that its labels need one decimal at most.
const DISTANCE_STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

function clock(seconds) {
  const s = Math.round(seconds);
  const two = (n) => String(n).padStart(2, "0");
  if (s < 3600) return `${Math.floor(s / 60)}:${two(s % 60)}`;
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

// rangeOf leaves some air; elevation spans at least 40 so that flat ground looks flat, speeds and power start at zero.
function rangeOf(kind) {
  return (_, min, max) => {
    if (min === null) return [0, 1];
    if (kind === "speed" || kind === "power") return [0, max * 1.08 || 1];
    const air = Math.max((max - min) * 0.1, 1);
    const least = kind === "elevation" ? 40 : 10;
    const lack = Math.max(0, least - (max - min)) / 2;
    return [min - air - lack, max + air + lack];
  };
}

function paceRange(_, min, max) {
  if (min === null) return [0, 1];
  return [Math.max(0, min - 15), Math.min(max + 15, min * 3)];
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
