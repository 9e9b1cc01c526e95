// A session in the gym: one set after the other, with thumbs. Every tick is stored at once.
import { RestTimer } from "./rest-timer.js";
import { anyWaiting, flush, tell } from "./strength-sync.js";

const form = document.querySelector("[data-train]");
const rest = new RestTimer(form.querySelector("[data-rest]"), form.dataset.wordRestOver);
const state = form.querySelector("[data-state]");
const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2, useGrouping: false });

const sets = () => [...form.querySelectorAll("[data-set]")];
const decimal = (text) => Number.parseFloat(text.replace(",", ".")) || 0;

function show(said) {
  state.textContent = { saved: form.dataset.wordSaved, waiting: form.dataset.wordWaiting, refused: form.dataset.wordRefused }[said];
  state.dataset.said = said;
}

// summary writes what a set says when it is closed.
function summary(set) {
  const load = set.querySelector("[data-load]");
  const repetitions = set.querySelector("[data-repetitions]");
  const weight = load.dataset.unit && decimal(load.value) > 0 ? `${load.value} ${load.dataset.unit} × ` : "";
  set.querySelector("[data-summary]").textContent = `${weight}${repetitions.value} ${repetitions.dataset.unit}`;
}

// open shows the steppers of one set and closes the others.
function open(set) {
  for (const other of sets()) {
    const current = other === set;
    other.classList.toggle("is-current", current);
    other.querySelector("[data-open]").setAttribute("aria-expanded", String(current));
  }
}

function next(after) {
  const all = sets();
  const at = all.indexOf(after);
  return all.slice(at + 1).find((set) => !set.querySelector("[data-done]").checked) ?? all.find((set) => !set.querySelector("[data-done]").checked);
}

async function store(set) {
  const { uuid, exercise, repetitionUnit, loadUnit } = set.dataset;
  show(await tell(form.dataset.sync, Number(form.dataset.routine), form.dataset.day, {
    uuid, exercise: Number(exercise), repetitionUnit: Number(repetitionUnit), loadUnit: Number(loadUnit),
    repetitions: set.querySelector("[data-repetitions]").value, load: set.querySelector("[data-load]").value,
    done: set.querySelector("[data-done]").checked,
  }));
}

function ticked(set) {
  const done = set.querySelector("[data-done]").checked;
  set.classList.toggle("is-done", done);
  begin();
  store(set);
  if (!done) {
    open(set);
    return;
  }
  const following = next(set);
  open(following);
  if (!following) {
    rest.stop();
    return;
  }
  rest.start();
  following.scrollIntoView({ block: "nearest" });
}

// begin notes when the first set was ticked.
function begin() {
  const key = `palestra-begun-${form.dataset.day}`;
  const begun = form.querySelector("[data-begun]");
  begun.value ||= sessionStorage.getItem(key) ?? new Date().toTimeString().slice(0, 5);
  sessionStorage.setItem(key, begun.value);
}

function step(button) {
  const set = button.closest("[data-set]");
  const input = set.querySelector(`[data-${button.dataset.for}]`);
  input.value = numbers.format(Math.max(0, decimal(input.value) + Number(button.dataset.step)));
  changed(set, input);
}

// changed takes new figures on: the sets of the exercise that follow and are still to come get the same load.
function changed(set, input) {
  summary(set);
  if (set.querySelector("[data-done]").checked) {
    store(set);
    return;
  }
  if (!input.matches("[data-load]")) return;
  const mine = sets().filter((other) => other.dataset.exercise === set.dataset.exercise);
  for (const other of mine.slice(mine.indexOf(set) + 1)) {
    if (other.querySelector("[data-done]").checked || other.dataset.loadUnit !== set.dataset.loadUnit) continue;
    other.querySelector("[data-load]").value = input.value;
    summary(other);
  }
}

function addSet(button) {
  const exercise = button.closest("[data-exercise]");
  const list = exercise.querySelector(".train-sets");
  const set = exercise.querySelector("[data-blank]").content.firstElementChild.cloneNode(true);
  const last = list.lastElementChild;
  const uuid = newName();
  set.dataset.uuid = uuid;
  set.querySelector('[name="uuid"]').value = uuid;
  set.querySelector("[data-done]").value = uuid;
  set.querySelector("[data-done]").checked = false;
  set.classList.remove("is-done");
  set.querySelector(".set-number").textContent = list.children.length + 1;
  if (last) {
    for (const name of ["[data-load]", "[data-repetitions]"]) set.querySelector(name).value = last.querySelector(name).value;
  }
  list.append(set);
  summary(set);
  open(set);
  set.querySelector("[data-repetitions]").focus();
}

// newName is a random UUID; randomUUID is not there on a page without https.
function newName() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

form.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  if (on("[data-step]")) {
    event.preventDefault(); // a label around it would move the focus
    step(on("[data-step]"));
  } else if (on("[data-open]")) {
    const set = on("[data-set]");
    open(set.classList.contains("is-current") ? null : set);
  } else if (on("[data-add-set]")) {
    addSet(on("[data-add-set]"));
  }
});
form.addEventListener("change", (event) => {
  const set = event.target.closest("[data-set]");
  if (!set) return;
  if (event.target.matches("[data-done]")) ticked(set);
  else changed(set, event.target);
});
form.addEventListener("keydown", (event) => {
  // Enter in a figure ticks its set instead of finishing the session.
  if (event.key !== "Enter" || !event.target.matches(".stepper-input")) return;
  event.preventDefault();
  event.target.closest("[data-set]").querySelector("[data-done]").click();
});
form.addEventListener("keypress", (event) => {
  if (event.key === "Enter" && event.target.matches(".stepper-input")) event.preventDefault();
});
window.addEventListener("online", async () => show(await flush()));

for (const set of sets()) {
  for (const name of ["[data-load]", "[data-repetitions]"]) {
    const input = set.querySelector(name);
    if (input.type !== "hidden") input.value = numbers.format(decimal(input.value));
  }
  summary(set);
}
open(next(null));
// What a lost connection kept back is sent first, and then the page shows it.
if (anyWaiting()) flush().then((said) => (said === "saved" ? location.reload() : show(said)));
