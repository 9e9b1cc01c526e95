// Dragging a step by its handle, with mouse, pen or finger: a line shows where it would go. The caller says what that means.
export function dragSteps(root, done) {
  root.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    handle.focus();
    new Drag(root, handle, event, done);
  });
}

class Drag {
  constructor(root, handle, event, done) {
    this.root = root;
    this.item = handle.closest("[data-path]");
    this.done = done;
    this.line = document.createElement("div");
    this.line.className = "drop-line";
    this.stop = new AbortController();
    const on = { signal: this.stop.signal };
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", (e) => this.move(e), on);
    handle.addEventListener("pointerup", () => this.end(true), on);
    handle.addEventListener("pointercancel", () => this.end(false), on);
    window.addEventListener("keydown", (e) => { if (e.key === "Escape") this.end(false); }, on);
  }

  move(event) {
    this.item.classList.add("is-dragged");
    this.scroll(event.clientY);
    const place = this.place(event.clientX, event.clientY);
    if (!place) return;
    const { list, before } = place;
    list.insertBefore(this.line, before);
  }

  // place is the list under the pointer and the step that the dragged one would stand before.
  place(x, y) {
    const lists = [...this.root.querySelectorAll("[data-list]")].filter((l) => !this.item.contains(l));
    const inside = lists.filter((l) => {
      const r = l.getBoundingClientRect();
      return y >= r.top - 4 && y <= r.bottom + 4 && x >= r.left - 8;
    });
    const list = inside.at(-1) ?? lists[0];
    const steps = [...list.children].filter((c) => c.dataset.path !== undefined && c !== this.item);
    const before = steps.find((c) => {
      const r = c.getBoundingClientRect();
      return y < r.top + r.height / 2;
    });
    return { list, before: before ?? null };
  }

  scroll(y) {
    const edge = 60;
    if (y < edge) window.scrollBy(0, -12);
    else if (y > window.innerHeight - edge) window.scrollBy(0, 12);
  }

  end(drop) {
    this.stop.abort();
    this.item.classList.remove("is-dragged");
    const list = this.line.parentElement;
    let next = this.line.nextElementSibling;
    while (next && next.dataset.path === undefined) next = next.nextElementSibling;
    this.line.remove();
    if (!drop || !list) return;
    const outer = list.dataset.list ? list.dataset.list.split(".").map(Number) : [];
    const index = next ? Number(next.dataset.path.split(".").at(-1)) : [...list.children].filter((c) => c.dataset.path !== undefined).length;
    this.done(this.item.dataset.path.split(".").map(Number), [...outer, index]);
  }
}
