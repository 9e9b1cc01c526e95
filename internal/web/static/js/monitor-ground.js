// Where everybody is: on a pitch or a grid drawn to scale as long as all are within a few hundred meters, else on a map.
import { CourseMap } from "./monitor-course.js";
import { drawGrid, drawPitch, put, svg } from "./monitor-lines.js";
import { Field, fieldOf, PITCH, Plane, Spread } from "./monitor-place.js";

const NEAR = 200; // meters within which a pitch or grid is drawn
const BESIDE = 6; // meters that somebody may be beside the pitch before it is laid anew
const MARGIN = 5; // meters drawn around it
const TRAIL = 8; // places that a trail has
const REFIT = [10, 60, 300]; // seconds after which the pitch is laid anew, as more is known

export class Ground {
  onChoose = () => {};

  constructor(frame, rows) {
    this.frame = frame;
    this.here = frame.querySelector("[data-ground-here]");
    this.caption = frame.querySelector("[data-ground-caption]");
    this.note = frame.querySelector("[data-ground-note]");
    this.names = new Map(rows.map((row) => [row.id, { number: row.number, name: row.name }]));
    this.corners = frame.dataset.pitch ? JSON.parse(frame.dataset.pitch) : null;
    this.players = new Map();
    this.spread = new Spread();
    this.seconds = 0;
    new ResizeObserver(() => this.turn()).observe(this.here);
  }

  tell(tiles, shared, now) {
    for (const tile of tiles) if (tile.place) this.move(tile);
    for (const [id, player] of this.players) {
      player.silent = now - player.at > 10_000;
      if (shared.has(id)) continue;
      this.players.delete(id);
      player.mark?.remove();
      player.line?.remove();
    }
    if (this.players.size === 0) {
      this.map?.tell(this.players);
      return;
    }
    this.note.hidden = true;
    this.seconds += 1;
    if (this.map || this.far()) this.onMap();
    else this.onGround();
  }

  move(tile) {
    this.plane ??= new Plane(...tile.place);
    const point = this.plane.to(tile.place);
    this.spread.add(point);
    let player = this.players.get(tile.id);
    if (!player) this.players.set(tile.id, (player = { id: tile.id, trail: [], ...this.names.get(tile.id) }));
    Object.assign(player, { point, place: tile.place, at: tile.at, shade: tile.shade, silent: false });
    player.trail.push(point);
    if (player.trail.length > TRAIL) player.trail.shift();
  }

  // far tells whether positions lie too far apart for a pitch.
  far() {
    const points = [...this.players.values()].map((player) => player.point);
    const wide = (key) => Math.max(...points.map((p) => p[key])) - Math.min(...points.map((p) => p[key]));
    return Math.max(wide("x"), wide("y")) > NEAR || Boolean(this.frame.dataset.course);
  }

  onMap() {
    if (!this.map) {
      this.here.replaceChildren();
      this.caption.textContent = "";
      this.svg = null;
      this.map = new CourseMap(this.here, this.frame.dataset, (id) => this.choose(id, true));
    }
    this.map.tell(this.players);
  }

  onGround() {
    const outside = [...this.players.values()].some((player) => !this.field?.holds(player.point, BESIDE));
    if (!this.svg || (!this.corners && (outside || REFIT.includes(this.seconds)))) this.lay();
    for (const player of this.players.values()) this.mark(player);
  }

  // lay draws the pitch where its corners are, else where the athletes are; other sports get a grid.
  lay() {
    const words = this.caption.dataset;
    const pitch = this.frame.dataset.sport === "soccer";
    if (this.corners && this.plane) {
      this.field = fieldOf(this.corners.map((corner) => this.plane.to(corner)));
    } else {
      this.field = this.around(pitch);
    }
    this.svg?.remove();
    this.svg = svg("svg", { class: "pitch", role: "img", "aria-label": this.frame.getAttribute("aria-label") });
    this.turned = svg("g", {});
    this.svg.append(this.turned);
    if (pitch || this.corners) {
      drawPitch(this.turned, this.field, pitch);
      this.caption.textContent = this.corners ? words.wordTold : words.wordLaid;
    } else {
      const feet = "feet" in this.frame.dataset;
      const step = this.field.length > 120 ? 20 : 10;
      drawGrid(this.turned, this.field, feet ? step * 3 * 0.3048 : step);
      this.caption.textContent = words.wordGrid.replace("{0}", feet ? `${step * 3} ft` : `${step} m`);
    }
    for (const player of this.players.values()) player.mark = null;
    this.here.replaceChildren(this.svg);
    this.turn();
  }

  // around is a field with everybody on it: a pitch of the usual size, or for other sports as large as it must be.
  around(pitch) {
    const points = [...this.players.values()].map((player) => player.point);
    const angle = this.spread.n > 20 ? this.spread.angle() : 0;
    const probe = new Field({ x: 0, y: 0 }, angle, 1, 1);
    const places = points.map((point) => probe.to(point));
    const bounds = (key) => [Math.min(...places.map((p) => p[key])), Math.max(...places.map((p) => p[key]))];
    const [[left, right], [top, bottom]] = [bounds("x"), bounds("y")];
    let [u, v] = [(left + right) / 2, (top + bottom) / 2];
    if (pitch) {
      // The middle of all that was seen is steadier than that of now, as long as everybody is on the pitch.
      const usual = probe.to(this.spread.middle());
      u = clamp(usual.x, right - PITCH.length / 2, left + PITCH.length / 2);
      v = clamp(usual.y, bottom - PITCH.width / 2, top + PITCH.width / 2);
    }
    const middle = { x: u * probe.cos + v * probe.sin, y: u * probe.sin - v * probe.cos };
    if (pitch) return new Field(middle, angle, PITCH.length, PITCH.width);
    const size = (least, most) => Math.max(40, Math.ceil((most - least + 20) / 20) * 20);
    return new Field(middle, angle, size(left, right), size(top, bottom));
  }

  // turn shows the length upright where the frame is higher than wide.
  turn() {
    if (!this.svg) return;
    const box = this.frame.getBoundingClientRect();
    const upright = box.width < 560 && box.width < window.innerWidth * 0.5;
    const [along, across] = [this.field.length + 2 * MARGIN, this.field.width + 2 * MARGIN];
    const [width, height] = upright ? [across, along] : [along, across];
    this.svg.setAttribute("viewBox", `${-width / 2} ${-height / 2} ${width} ${height}`);
    this.turned.setAttribute("transform", upright ? "rotate(-90)" : "");
    this.svg.classList.toggle("is-upright", upright);
  }

  mark(player) {
    if (!player.mark) {
      player.mark = svg("g", { class: "player", tabindex: "-1" });
      player.mark.addEventListener("click", () => this.choose(player.id, true));
      player.line = put(this.turned, "polyline", { class: "player-trail" });
      put(player.mark, "circle", { class: "player-ring", r: 4.2 });
      put(player.mark, "circle", { class: "player-dot", r: 2.9 });
      const label = put(player.mark, "g", { class: "player-label" });
      put(label, "text", { class: "player-number", y: 1.25 }).textContent = player.number;
      put(label, "text", { class: "player-name", y: -5 }).textContent = player.name;
      this.turned.append(player.mark);
    }
    const { x, y } = this.field.to(player.point);
    player.mark.setAttribute("class", `player ${player.shade}${player.silent ? " is-silent" : ""}${player.id === this.chosen ? " is-chosen" : ""}`);
    player.mark.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    player.line.setAttribute("points", player.trail.map((point) => this.field.to(point)).map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join(" "));
  }

  choose(id, told = false) {
    const next = told && id === this.chosen ? null : id;
    this.chosen = next;
    for (const player of this.players.values()) player.mark?.classList.toggle("is-chosen", player.id === next);
    this.map?.choose(next);
    if (told) this.onChoose(next);
  }
}

function clamp(v, low, high) { return low > high ? (low + high) / 2 : Math.min(Math.max(v, low), high); }
