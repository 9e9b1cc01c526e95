// Uploads: files are chosen or dropped, each goes in a request of its own with a progress bar of its own, three at a time.
// Without this script the same form sends all files at once and the server writes the same list.
const PARALLEL = 3;

export function initUpload() {
  const form = document.querySelector("[data-upload]");
  if (form) new Uploads(form);
}

class Uploads {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.results = document.querySelector("[data-upload-results]");
    this.list = this.results.querySelector("[data-upload-list]");
    this.status = this.results.querySelector("[data-upload-status]");
    this.queue = [];
    this.running = 0;
    this.finished = 0;
    this.taken = 0;
    this.listen();
  }

  listen() {
    const input = this.form.querySelector('input[type="file"]');
    input?.addEventListener("change", () => {
      this.add(input.files);
      input.value = "";
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    acceptDrops(this.form.querySelector("[data-drop]"), document.querySelector("[data-upload-veil]"), (files) => this.add(files));
    window.addEventListener("beforeunload", (event) => {
      if (this.running + this.queue.length > 0) event.preventDefault();
    });
  }

  add(files) {
    if (files.length === 0) return;
    this.results.hidden = false;
    for (const file of files) this.enqueue(new Item(file, this.words), false);
    this.results.scrollIntoView({ block: "nearest" });
  }

  enqueue(item, again) {
    if (!item.element.isConnected) this.list.append(item.element);
    item.waiting();
    this.queue.push({ item, again });
    this.next();
  }

  next() {
    while (this.running < PARALLEL && this.queue.length > 0) {
      const { item, again } = this.queue.shift();
      this.running += 1;
      this.send(item, again).then((answer) => {
        this.running -= 1;
        this.finished += 1;
        if (answer.state === "done") this.taken += 1;
        item.finish(answer, () => this.enqueue(item, true));
        this.next();
        if (this.running === 0) this.status.textContent = fill(this.words.wordSummary, this.taken, this.finished);
      });
    }
  }

  send(item, again) {
    const most = Number(item.file.name.toLowerCase().endsWith(".zip") ? this.words.maxArchive : this.words.maxFile);
    if (item.file.size > most) return Promise.resolve({ state: "refused", text: this.words.wordTooLarge });
    const body = new FormData();
    body.append("sport", this.form.elements.sport?.value ?? "");
    body.append("again", again ? "1" : "");
    body.append("file", item.file);
    const request = new XMLHttpRequest();
    request.open("POST", this.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) item.sending(event.loaded / event.total);
    });
    request.upload.addEventListener("load", () => item.reading());
    return new Promise((resolve) => {
      const failed = () => resolve({ state: "refused", text: this.words.wordFailed });
      request.addEventListener("load", () => (request.response?.text ? resolve(request.response) : failed()));
      request.addEventListener("error", failed);
      request.send(body);
    });
  }
}

// Item is one file's line in the list; it has the same markup as the upload-item template.
class Item {
  constructor(file, words) {
    this.file = file;
    this.words = words;
    this.element = make("li", "upload");
    const head = make("div", "upload-head");
    this.state = make("span", "upload-state");
    head.append(make("span", "upload-name", file.name), this.state);
    this.progress = make("progress");
    this.progress.max = 1;
    this.progress.setAttribute("aria-label", file.name);
    this.more = make("ul");
    this.element.append(head, this.progress, this.more);
  }

  waiting() {
    this.element.className = "upload";
    this.more.replaceChildren();
    this.progress.hidden = false;
    this.sending(0);
    this.state.textContent = this.words.wordWaiting;
  }

  sending(part) {
    this.progress.value = part;
    this.state.textContent = fill(this.words.wordSending, Math.round(part * 100));
  }

  reading() {
    this.progress.removeAttribute("value");
    this.state.textContent = this.words.wordReading;
  }

  finish(answer, again) {
    this.progress.value = 1;
    this.progress.hidden = answer.state === "duplicate";
    this.state.textContent = answer.text;
    this.element.classList.toggle("is-done", answer.state === "done");
    this.element.classList.toggle("is-refused", answer.state === "refused");
    for (const link of answer.links ?? []) this.addLine(link);
    if (answer.state === "duplicate") this.addAgain(again);
  }

  addLine(link) {
    const line = make("li");
    const text = make(link.href ? "a" : "span", "", link.text);
    if (link.href) text.href = link.href;
    line.append(text);
    this.more.append(line);
  }

  addAgain(again) {
    const button = make("button", "button button-small", this.words.wordAgain);
    button.type = "button";
    button.addEventListener("click", again);
    const line = make("li");
    line.append(button);
    this.more.append(line);
  }
}

// acceptDrops takes files dropped anywhere on the page; zone and veil show that they may be let go.
function acceptDrops(zone, veil, take) {
  let depth = 0;
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const show = (over) => {
    zone?.classList.toggle("is-over", over);
    if (veil) veil.hidden = !over;
  };
  document.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    show(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) show(false);
  });
  document.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    take(event.dataTransfer.files);
  });
}

function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function fill(text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
}
