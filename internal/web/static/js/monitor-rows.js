// The rows of the live board: numbers that change in place, a curve of the last minutes, an order that holds until another is
// chosen.
const SLOTS = 120;
const SILENT = 10_000; // milliseconds without a sample until somebody counts as silent
const LOWEST = 27; // pixels of a row
const HIGHEST = 60;
const WIDTH = 120;
const HEIGHT = 28;

class Row {
  constructor(element, number) {
    this.element = element;
    this.id = Number(element.dataset.frame);
    this.name = element.dataset.name;
    this.number = number;
    this.cells = new Map([...element.querySelectorAll("[data-cell]")].map((cell) => [cell.dataset.cell, cell]));
    this.zone = element.querySelector("[data-zone]");
    this.note = element.querySelector("[data-note]");
    this.button = element.querySelector("[data-choose]");
    this.svg = element.querySelector("[data-curve-here]");
    this.history = new Map();
    this.values = {};
    this.at = 0;
  }

  tell(tile) {
    for (const [key, text] of Object.entries(tile.cells)) write(this.cells.get(key), text);
    this.values = tile.values;
    this.at = tile.at;
    this.shade = tile.shade;
    this.zone.className = `zone-chip ${tile.shade}`;
    write(this.zone, tile.zone > 0 ? String(tile.zone) : "");
    (tile.speeds ?? []).forEach((speed, i) => this.history.set(tile.slot + i, { speeds: speed, hearts: tile.hearts[i] }));
    for (const slot of this.history.keys()) if (slot <= this.newest() - SLOTS) this.history.delete(slot);
  }

  newest() { return Math.max(...this.history.keys()); }

  // draw puts the curve of one kind between 0 (for speeds) or the lowest and the highest of all athletes.
  draw(kind, bottom, top) {
    const [area, line] = this.svg.children;
    if (this.history.size === 0) return;
    const last = this.newest();
    let path = "";
    let open = false;
    let first = 0;
    let x = 0;
    for (let slot = last - SLOTS + 1; slot <= last; slot += 1) {
      const value = this.history.get(slot)?.[kind] ?? null;
      if (value === null) {
        open = false;
        continue;
      }
      x = ((slot - (last - SLOTS + 1)) / (SLOTS - 1)) * WIDTH;
      const y = HEIGHT - 1 - ((value - bottom) / (top - bottom || 1)) * (HEIGHT - 2);
      if (path === "") first = x;
      path += `${open ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
      open = true;
    }
    line.setAttribute("d", path);
    area.setAttribute("d", path && !path.slice(1).includes("M") ? `${path}L${x.toFixed(1)} ${HEIGHT}L${first.toFixed(1)} ${HEIGHT}Z` : "");
  }
}

// write changes a text only when it differs, so that nothing flickers and nothing is laid out anew.
function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

export class Rows {
  onChoose = () => {};

  constructor(table, words) {
    this.body = table.tBodies[0];
    this.words = words;
    this.kind = "speeds";
    this.rows = new Map([...this.body.rows].map((element, i) => [Number(element.dataset.frame), new Row(element, i + 1)]));
    for (const row of this.rows.values()) row.button.addEventListener("click", () => this.choose(row.button.getAttribute("aria-pressed") === "true" ? null : row.id, true));
    this.heads = [...table.querySelectorAll("[data-sort]")];
    for (const head of this.heads) head.addEventListener("click", () => this.sort(head));
    this.table = table;
    this.fit();
    addEventListener("resize", () => this.fit());
  }

  // fit lets all rows share the height of the screen, as far as that is neither cramped nor loose.
  fit() {
    const left = window.innerHeight - (this.body.getBoundingClientRect().top + window.scrollY) - 8;
    this.table.style.setProperty("--live-row", `${Math.min(Math.max(left / this.rows.size, LOWEST), HIGHEST)}px`);
  }

  has(id) { return this.rows.has(id); }

  all() { return [...this.rows.values()]; }

  tell(tile) { this.rows.get(tile.id)?.tell(tile); }

  // look marks who is silent and who is no longer shared, and draws the curves.
  look(now, shared) {
    for (const row of this.rows.values()) {
      const gone = !shared.has(row.id);
      const silent = !gone && row.at > 0 && now - row.at > SILENT;
      row.element.classList.toggle("is-gone", gone);
      row.element.classList.toggle("is-silent", silent);
      if (gone) {
        for (const cell of row.cells.values()) write(cell, "–");
        row.zone.className = "zone-chip";
        write(row.zone, "");
        row.history.clear();
        for (const path of row.svg.children) path.removeAttribute("d");
      }
      write(row.note, gone ? this.words.wordNotShared : silent ? this.words.wordSilent.replace("{0}", minutes(now - row.at)) : "");
    }
    this.draw();
  }

  curve(kind) {
    this.kind = kind;
    this.body.dataset.kind = kind;
    this.draw();
  }

  draw() {
    let [bottom, top] = [this.kind === "speeds" ? 0 : Infinity, 1];
    for (const row of this.rows.values()) {
      for (const value of row.history.values()) {
        const v = value[this.kind];
        if (v !== null) [bottom, top] = [Math.min(bottom, v), Math.max(top, v)];
      }
    }
    for (const row of this.rows.values()) row.draw(this.kind, bottom, top);
  }

  // sort brings the rows into order once: they don't move by themselves while somebody reads.
  sort(head) {
    for (const other of this.heads) other.setAttribute("aria-pressed", String(other === head));
    const key = head.dataset.sort;
    const rows = this.all();
    if (key === "name") rows.sort((a, b) => a.number - b.number);
    else rows.sort((a, b) => (b.values[key] ?? -1) - (a.values[key] ?? -1) || a.number - b.number);
    this.body.append(...rows.map((row) => row.element));
    head.focus();
  }

  choose(id, told = false) {
    for (const row of this.rows.values()) {
      row.button.setAttribute("aria-pressed", String(row.id === id));
      row.element.classList.toggle("is-chosen", row.id === id);
    }
    if (told) this.onChoose(id);
  }
}

function minutes(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
