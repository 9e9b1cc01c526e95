// The live board of a squad: rows of numbers and a drawing of where everybody is, told once a second by the server.
import { Ground } from "./monitor-ground.js";
import { Rows } from "./monitor-rows.js";
import { follow } from "./monitor-stream.js";

class Board {
  constructor(root) {
    this.root = root;
    this.state = root.querySelector("[data-state]");
    this.clock = root.querySelector("[data-clock]");
    this.rows = new Rows(root.querySelector("[data-rows]"), root.dataset);
    this.ground = new Ground(root.querySelector("[data-ground]"), this.rows.all());
    this.rows.onChoose = (id) => this.ground.choose(id);
    this.ground.onChoose = (id) => this.rows.choose(id);
    for (const button of root.querySelectorAll("[data-curve]")) button.addEventListener("click", () => this.curve(button));
    if (root.dataset.stream) follow(root.dataset.stream, this);
  }

  curve(pressed) {
    for (const button of this.root.querySelectorAll("[data-curve]")) button.setAttribute("aria-pressed", String(button === pressed));
    this.rows.curve(pressed.dataset.curve);
  }

  // say shows how the connection is: "begin", "on", "lost", "gone", "over" or "many".
  say(state) {
    if (this.state.dataset.state === state) return;
    this.state.dataset.state = state;
    const words = this.root.dataset;
    const text = { begin: words.wordBegin, on: words.wordOn, lost: words.wordLost, gone: words.wordGone, over: words.wordOver, many: words.wordMany };
    this.state.querySelector("[data-state-text]").textContent = text[state];
    this.root.classList.toggle("is-stale", state === "lost" || state === "many");
  }

  // scene takes a second: tiles that are new, and the time frames that may be seen.
  scene({ now, clock, tiles, frames }) {
    if (frames.some((id) => !this.rows.has(id))) {
      location.reload(); // somebody was added to the occasion
      return;
    }
    this.clock.textContent = clock;
    for (const tile of tiles) this.rows.tell(tile);
    this.rows.look(now, new Set(frames));
    this.ground.tell(tiles, new Set(frames), now);
  }

  // end is the last word of the server.
  end(word) {
    if (word === "gone") {
      this.rows.look(0, new Set());
      this.ground.tell([], new Set(), 0);
    }
    this.say(word);
  }
}

const root = document.querySelector("[data-live-board]");
if (root) new Board(root);
