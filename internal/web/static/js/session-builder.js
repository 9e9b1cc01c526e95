// The session builder: steps as blocks that can be dragged, nested and repeated, variants as tabs, and the server's picture and
// sums of what is being written. Everything that can be dragged can be moved with the arrow keys on its handle, and by buttons.
import { glyph, iconButton, make } from "./session-dom.js";
import { dragSteps } from "./session-drag.js";
import { stepFields, Units } from "./session-fields.js";
import * as model from "./session-model.js";

const PATIENCE = 120; // ms without a key until the server is asked

class Builder {
  constructor(form) {
    this.form = form;
    this.config = JSON.parse(form.dataset.builder);
    this.units = new Units(this.config);
    this.field = form.querySelector('[name="content"]');
    this.read();
    this.undone = null;
    this.build(form.querySelector("[data-builder-here]"));
    this.draw();
    this.preview();
    this.problem = this.config.problem;
    if (this.problem) this.showProblem(this.problem);
    form.querySelector('[name="sport"]').addEventListener("change", () => this.preview());
    form.addEventListener("submit", () => this.write());
  }

  t(key) { return this.config.words[key] ?? key; }

  read() {
    let content = {};
    try { content = JSON.parse(this.field.value); } catch { /* the server has told what is wrong */ }
    this.variants = content.variants?.length ? content.variants : [{ name: "", steps: content.steps ?? [model.leaf()] }];
    this.named = Boolean(content.variants?.length);
    this.current = Math.min(this.config.problem?.variant ?? 0, this.variants.length - 1);
  }

  get steps() { return this.variants[this.current].steps; }

  write() {
    const content = this.named ? { variants: this.variants } : { steps: this.steps };
    this.field.value = JSON.stringify(content);
  }

  build(here) {
    this.tabs = make("div", "tabs builder-tabs");
    this.tabs.setAttribute("role", "tablist");
    this.name = make("div", "builder-name");
    this.picture = make("div", "builder-picture");
    this.numbers = make("dl", "numbers builder-numbers");
    this.list = make("ol", "steps");
    this.list.dataset.list = "";
    this.status = make("p", "visually-hidden");
    this.status.setAttribute("role", "status");
    const bar = make("div", "builder-bar");
    bar.append(this.addButton("builder.add_step", () => model.leaf()), this.addButton("builder.add_repeat", () => ({ repeatValue: 4, steps: [model.leaf(), model.leaf("RECOVERY", 120)] })));
    this.back = make("p", "builder-undo");
    this.back.hidden = true;
    here.append(this.tabs, this.name, this.numbers, this.picture, this.list, this.back, bar, this.status);
    dragSteps(here, (from, to) => this.moved(from, (root) => model.move(root, from, to)));
  }

  addButton(key, step) {
    const button = make("button", "button");
    button.type = "button";
    button.append(glyph(key === "builder.add_repeat" ? "repeat" : "plus"), this.t(key));
    button.addEventListener("click", () => {
      this.steps.push(step());
      this.change([this.steps.length - 1]);
    });
    return button;
  }

  // change draws everything anew and puts the focus on the handle of a step.
  change(path) {
    this.draw();
    this.changed();
    if (path) this.list.querySelector(`[data-path="${path.join(".")}"] [data-handle]`)?.focus();
  }

  changed() {
    this.write();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.preview(), PATIENCE);
  }

  draw() {
    this.drawTabs();
    this.list.replaceChildren(...this.steps.map((step, i) => this.item(step, [i])));
  }

  item(step, path) {
    const li = make("li", model.isRepeat(step) ? "step-block is-repeat" : `step-block k-${step.intensity.toLowerCase()}`);
    li.dataset.path = path.join(".");
    li.append(this.handle(step, path));
    if (model.isRepeat(step)) li.append(this.repeat(step, path));
    else li.append(stepFields(step, this.units, (k) => this.t(k), () => this.changed(), () => this.redraw(path)));
    li.append(this.buttons(step, path));
    return li;
  }

  redraw(path) {
    const field = document.activeElement?.dataset?.field ?? document.activeElement?.ariaLabel;
    this.draw();
    this.changed();
    const li = this.list.querySelector(`[data-path="${path.join(".")}"]`);
    [...li.querySelectorAll("select, input, button")].find((e) => (e.dataset.field ?? e.ariaLabel) === field)?.focus();
  }

  handle(step, path) {
    const button = iconButton("handle", this.t("builder.handle").replace("{0}", String(path.at(-1) + 1)), () => {});
    button.classList.add("step-handle");
    button.dataset.handle = "";
    button.addEventListener("keydown", (event) => {
      const act = { ArrowUp: model.up, ArrowDown: model.down, Delete: null }[event.key];
      if (event.key === "Delete") this.delete(path);
      else if (act) this.moved(path, (root) => act(root, path));
      else return;
      event.preventDefault();
    });
    return button;
  }

  repeat(step, path) {
    const box = make("div", "step-repeat-box");
    const head = make("div", "step-fields");
    const times = make("input", "input step-times-input");
    times.type = "number";
    times.min = "1";
    times.max = "1000";
    times.value = step.repeatValue ?? "";
    times.ariaLabel = this.t("builder.times");
    times.dataset.field = "repeatValue";
    times.addEventListener("input", () => { step.repeatValue = times.value === "" ? undefined : Number(times.value); this.changed(); });
    const add = iconButton("plus", this.t("builder.add_step"), () => { step.steps.push(model.leaf()); this.change([...path, step.steps.length - 1]); });
    head.append(times, make("span", "soft", "×"), make("strong", "", this.t("builder.repeat")), add);
    const list = make("ol", "steps");
    list.dataset.list = path.join(".");
    list.append(...step.steps.map((inner, i) => this.item(inner, [...path, i])));
    box.append(head, list);
    return box;
  }

  buttons(step, path) {
    const box = make("div", "step-buttons");
    const button = (icon, key, act) => box.append(iconButton(icon, this.t(key), act));
    button("up", "builder.up", () => this.moved(path, (root) => model.up(root, path), "up"));
    button("down", "builder.down", () => this.moved(path, (root) => model.down(root, path), "down"));
    if (model.isRepeat(step)) button("unwrap", "builder.unwrap", () => this.change(model.unwrap(this.steps, path)));
    else button("repeat", "builder.wrap", () => this.change(model.wrap(this.steps, path)));
    button("copy", "builder.copy", () => this.change(model.duplicate(this.steps, path)));
    button("trash", "builder.delete", () => this.delete(path));
    return box;
  }

  moved(path, act) {
    const to = act(this.steps);
    this.change(to);
    this.status.textContent = this.t("builder.moved").replace("{0}", to.map((n) => n + 1).join("."));
  }

  delete(path) {
    const kept = structuredClone(this.steps);
    model.remove(this.steps, path);
    if (path.length > 1 && model.stepAt(this.steps, path.slice(0, -1)).steps.length === 0) model.remove(this.steps, path.slice(0, -1));
    if (this.steps.length === 0) this.steps.push(model.leaf("ACTIVE", 600));
    this.offerUndo(this.current, kept);
    this.change([Math.min(path[0], this.steps.length - 1)]);
  }

  offerUndo(variant, kept) {
    const button = make("button", "button button-small", this.t("builder.undo"));
    button.type = "button";
    button.addEventListener("click", () => {
      this.variants[variant].steps = kept;
      this.current = variant;
      this.back.hidden = true;
      this.change([0]);
    });
    this.back.replaceChildren(this.t("builder.deleted"), " ", button);
    this.back.hidden = false;
  }

  drawTabs() {
    this.tabs.hidden = false;
    const tabs = this.named ? this.variants.map((v, i) => this.tab(v, i)) : [];
    const add = make("button", "", this.t(this.named ? "builder.add_variant" : "builder.to_variants"));
    add.type = "button";
    add.prepend(glyph("plus"));
    add.addEventListener("click", () => this.addVariant());
    this.tabs.replaceChildren(...tabs, add);
    this.name.replaceChildren();
    if (this.named) this.drawName();
  }

  tab(variant, i) {
    const tab = make("button", "", variant.name || `${this.t("builder.variant")} ${i + 1}`);
    tab.type = "button";
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", String(i === this.current));
    tab.addEventListener("click", () => { this.current = i; this.draw(); this.preview(); this.tabs.children[i].focus(); });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) this.tabs.children[(i + step + this.variants.length) % this.variants.length].click();
    });
    return tab;
  }

  drawName() {
    const label = make("label", "field");
    const input = make("input", "input");
    input.value = this.variants[this.current].name;
    input.maxLength = 100;
    input.addEventListener("input", () => {
      this.variants[this.current].name = input.value;
      this.tabs.children[this.current].textContent = input.value;
      this.changed();
    });
    label.append(make("span", "label small", this.t("builder.variant_name")), input);
    const gone = make("button", "button button-small button-quiet", this.t("builder.delete_variant"));
    gone.type = "button";
    gone.addEventListener("click", () => this.deleteVariant());
    this.name.append(label, gone);
  }

  addVariant() {
    const steps = structuredClone(this.steps);
    if (!this.named) this.variants[0].name = this.t("builder.variant_first");
    this.named = true;
    this.variants.push({ name: `${this.t("builder.variant")} ${this.variants.length + 1}`, steps });
    this.current = this.variants.length - 1;
    this.change();
    this.name.querySelector("input").select();
  }

  deleteVariant() {
    this.variants.splice(this.current, 1);
    if (this.variants.length < 2) {
      this.named = false;
      this.variants[0] ??= { name: "", steps: [model.leaf()] };
    }
    this.current = Math.max(0, this.current - 1);
    this.change();
  }

  async preview() {
    this.write();
    this.asking?.abort();
    this.asking = new AbortController();
    const body = new URLSearchParams({ content: this.field.value, sport: this.form.querySelector('[name="sport"]').value });
    try {
      const answer = await fetch(this.config.preview, { method: "POST", body, signal: this.asking.signal, headers: { Accept: "application/json" } });
      if (answer.ok) this.show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  show(answer) {
    for (const wrong of this.list.querySelectorAll("[aria-invalid]")) wrong.removeAttribute("aria-invalid");
    for (const wrong of this.list.querySelectorAll(".step-problem")) wrong.remove();
    if (answer.problem) {
      this.showProblem(answer.problem);
      return;
    }
    this.form.querySelector("[data-builder-error]")?.remove();
    const at = this.named ? this.current : 0;
    this.picture.innerHTML = answer.pictures[at];
    this.numbers.innerHTML = answer.numbers[at];
  }

  showProblem(problem) {
    if (this.named && problem.variant !== this.current) return;
    const li = this.list.querySelector(`[data-path="${problem.path}"]`);
    if (!li) return;
    li.querySelector(`[data-field="${problem.field}"]`)?.setAttribute("aria-invalid", "true");
    if (!li.querySelector(":scope > .step-problem")) li.append(make("p", "error step-problem", problem.text));
  }
}

for (const form of document.querySelectorAll("[data-builder]")) new Builder(form);
