// The coach's board: sessions and trainings are dragged onto days with mouse or pen, or picked and put with buttons, which a
// keyboard and a finger can do as well. Each change is a form sent to the server, whose answer replaces the board.
import { initMenus } from "./menu.js";
import { initToasts } from "./toast.js";

const FAR = 6; // pixels until a press is a drag
const EDGE = 48; // pixels from the edge of the screen where a drag scrolls
const UNFOLDED = "palestra-board-unfolded"; // what a tab remembers, from week to week

class Board {
  constructor(root) {
    this.root = root;
    this.picked = null;
    this.hint = root.querySelector("[data-hint]");
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("pointerdown", (event) => this.press(event));
    root.addEventListener("submit", (event) => this.submit(event));
    root.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.picked) this.pick(null); });
    root.querySelector("[data-drawer-search]")?.addEventListener("input", (event) => this.search(event.target.value));
    const drawer = root.querySelector("[data-drawer]");
    if (drawer && window.matchMedia("(max-width: 47.99rem)").matches) drawer.open = false;
    for (const field of root.querySelectorAll("[data-back-field]")) field.value = root.dataset.back;
    this.unfold(sessionStorage.getItem(UNFOLDED) === "true");
    const today = root.querySelector(".board-month thead .is-today");
    const frame = today?.closest(".table-scroll");
    if (frame) frame.scrollLeft = today.offsetLeft - frame.clientWidth / 2;
  }

  click(event) {
    const target = event.target;
    const session = target.closest("[data-session]");
    const pick = target.closest("[data-pick]");
    const put = target.closest("[data-put-here]");
    const fold = target.closest("[data-fold]");
    if (this.dragged) {
      event.preventDefault();
      this.dragged = false;
    } else if (session) this.pick(session.getAttribute("aria-pressed") === "true" ? null : this.sessionOf(session));
    else if (pick) this.pickTraining(pick);
    else if (put && this.picked) this.put(this.picked, put.closest("[data-day]"), Boolean(this.picked.session));
    else if (fold) this.unfold(fold.getAttribute("aria-expanded") !== "true");
    else if (target.closest("[data-cancel]")) this.pick(null);
  }

  // unfold shows the rows that are behind a line, or hides them.
  unfold(open) {
    const button = this.root.querySelector("[data-fold]");
    if (!button) return;
    button.setAttribute("aria-expanded", String(open));
    button.closest("tbody").classList.toggle("is-unfolded", open);
    sessionStorage.setItem(UNFOLDED, String(open));
  }

  sessionOf(element) {
    return { session: element.dataset.session, title: element.dataset.title, element };
  }

  trainingOf(item, copy) {
    return { training: item.dataset.training, athlete: item.dataset.athlete, title: item.dataset.title, copy, element: item };
  }

  pickTraining(button) {
    const menu = button.closest("details");
    menu.open = false;
    this.pick(this.trainingOf(button.closest("[data-training]"), button.dataset.pick === "copy"));
    this.root.querySelector(`td[data-athlete="${this.picked.athlete}"] [data-put-here]`)?.focus();
  }

  // pick holds a session or training until a day is chosen; null lets go.
  pick(thing) {
    this.picked?.element.classList.remove("is-picked");
    for (const item of this.root.querySelectorAll("[data-session]")) item.setAttribute("aria-pressed", String(item === thing?.element));
    thing?.element.classList.add("is-picked");
    this.picked = thing;
    this.root.classList.toggle("is-picking", Boolean(thing));
    this.hint.hidden = !thing;
    if (thing) this.hint.querySelector("span").textContent = this.root.dataset.wordPicked.replace("{0}", thing.title);
  }

  // put sends what was picked or dragged to a day; keep holds on to a session, so that it can be put on another day as well.
  put(thing, cell, keep = false) {
    const form = new URLSearchParams({ day: cell.dataset.day, back: this.root.dataset.back });
    let action = this.root.dataset.put;
    if (thing.session) {
      form.set("session", thing.session);
      form.set("athlete", cell.dataset.athlete);
    } else {
      action = this.root.dataset.move;
      form.set("training", thing.training);
      form.set("athlete", thing.athlete);
      form.set("to", cell.dataset.athlete === "0" ? thing.athlete : cell.dataset.athlete);
      if (thing.copy) form.set("copy", "1");
    }
    this.send(action, form, keep ? thing.session : "", cell.dataset);
  }

  submit(event) {
    const form = event.target.closest("form[data-quiet]");
    if (!form) return;
    event.preventDefault();
    this.send(form.action, new URLSearchParams(new FormData(form)), "", null);
  }

  async send(action, body, keep, focus) {
    this.root.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(action, { method: "POST", body, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok) throw new Error(page.querySelector(".fault .lede")?.textContent ?? "");
      replace(page, keep, focus);
    } catch (error) {
      this.root.removeAttribute("aria-busy");
      this.hint.hidden = false;
      this.hint.querySelector("span").textContent = error.message || this.root.dataset.wordFailed;
    }
  }

  search(text) {
    const wanted = text.trim().toLowerCase();
    for (const item of this.root.querySelectorAll(".drawer-list > li")) item.hidden = !item.dataset.title?.toLowerCase().includes(wanted);
  }

  press(event) {
    const source = event.target.closest("[data-session], [data-training]");
    if (!source || event.button !== 0 || event.pointerType === "touch" || event.target.closest(".board-menu, form, input")) return;
    const thing = source.dataset.session ? this.sessionOf(source) : this.trainingOf(source, event.ctrlKey || event.altKey || event.metaKey);
    new BoardDrag(this, thing, event);
  }
}

// BoardDrag follows the pointer from the press on; it becomes a drag when the pointer has gone far enough.
class BoardDrag {
  constructor(board, thing, event) {
    this.board = board;
    this.thing = thing;
    this.start = { x: event.clientX, y: event.clientY };
    this.stop = new AbortController();
    const on = { signal: this.stop.signal };
    window.addEventListener("pointermove", (e) => this.move(e), on);
    window.addEventListener("pointerup", (e) => this.end(e, true), on);
    window.addEventListener("pointercancel", (e) => this.end(e, false), on);
    window.addEventListener("keydown", (e) => { if (e.key === "Escape") this.end(e, false); }, on);
  }

  move(event) {
    if (!this.ghost && Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y) < FAR) return;
    event.preventDefault();
    if (!this.ghost) this.lift();
    this.ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
    this.edge = event.clientY < EDGE + 64 ? -1 : event.clientY > window.innerHeight - EDGE ? 1 : 0;
    this.at = event;
    this.over(document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-day]"));
  }

  lift() {
    this.ghost = document.createElement("div");
    this.ghost.className = "board-ghost";
    this.ghost.textContent = this.thing.title;
    document.body.append(this.ghost);
    this.thing.element.classList.add("is-picked");
    this.board.root.classList.add("is-dragging");
    this.scroll();
  }

  // scroll moves the page while something is held at the upper or lower edge of the screen.
  scroll() {
    if (this.stop.signal.aborted) return;
    if (this.edge) {
      window.scrollBy(0, this.edge * 8);
      this.over(document.elementFromPoint(this.at.clientX, this.at.clientY)?.closest("[data-day]"));
    }
    requestAnimationFrame(() => this.scroll());
  }

  over(cell) {
    if (cell === this.cell) return;
    this.cell?.classList.remove("is-over");
    this.cell = this.board.root.contains(cell) ? cell : null;
    this.cell?.classList.add("is-over");
  }

  end(event, drop) {
    this.stop.abort();
    if (!this.ghost) return;
    this.ghost.remove();
    this.cell?.classList.remove("is-over");
    this.thing.element.classList.remove("is-picked");
    this.board.root.classList.remove("is-dragging");
    this.board.dragged = true;
    setTimeout(() => { this.board.dragged = false; }, 0);
    if (!drop || !this.cell) return;
    if (this.thing.training) this.thing.copy = event.ctrlKey || event.altKey || event.metaKey;
    this.board.put(this.thing, this.cell);
  }
}

// replace shows the board of another page, keeps a session picked, and puts the focus back on the day.
function replace(page, keep, focus) {
  const next = page.querySelector("[data-board]");
  if (!next) {
    location.reload();
    return;
  }
  const old = document.querySelector("[data-board]");
  const search = old.querySelector("[data-drawer-search]")?.value ?? "";
  const open = old.querySelector("[data-drawer]")?.open ?? false;
  const toasts = document.querySelector("[data-toasts]");
  old.replaceWith(document.adoptNode(next));
  toasts.replaceChildren(...document.adoptNode(page.querySelector("[data-toasts]")).childNodes);
  const board = new Board(next);
  initMenus(next);
  initToasts();
  if (search) {
    next.querySelector("[data-drawer-search]").value = search;
    board.search(search);
  }
  const item = keep && next.querySelector(`[data-session="${keep}"]`);
  if (item) board.pick(board.sessionOf(item));
  const drawer = next.querySelector("[data-drawer]");
  if (drawer) drawer.open = open;
  if (focus) next.querySelector(`[data-day="${focus.day}"][data-athlete="${focus.athlete}"] :is(a, button)`)?.focus({ preventScroll: true });
}

for (const root of document.querySelectorAll("[data-board]")) new Board(root);
