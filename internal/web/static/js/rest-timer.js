// The rest between two sets: it counts down, and says when it is over. How long it is, is remembered.
const KEY = "palestra-rest";

export class RestTimer {
  constructor(box, overText) {
    this.box = box;
    this.overText = overText;
    this.time = box.querySelector("[data-rest-time]");
    this.said = box.querySelector("[data-rest-said]");
    box.querySelector("[data-rest-stop]").addEventListener("click", () => this.stop());
    for (const button of box.querySelectorAll("[data-rest-change]")) {
      button.addEventListener("click", () => this.change(Number(button.dataset.restChange)));
    }
  }

  get seconds() {
    return Number(localStorage.getItem(KEY)) || 90;
  }

  start() {
    this.end = Date.now() + this.seconds * 1000;
    this.said.textContent = "";
    this.box.hidden = false;
    this.box.classList.remove("is-over");
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), 250);
    this.tick();
  }

  stop() {
    clearInterval(this.timer);
    this.box.hidden = true;
  }

  change(by) {
    const seconds = Math.min(900, Math.max(15, this.seconds + by));
    this.end += (seconds - this.seconds) * 1000;
    localStorage.setItem(KEY, String(seconds));
    this.tick();
  }

  // tick reads the clock rather than counting, since a phone in a pocket stops counting.
  tick() {
    const left = Math.ceil((this.end - Date.now()) / 1000);
    const shown = Math.max(0, left);
    this.time.textContent = `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
    if (left > 0) return;
    clearInterval(this.timer);
    this.box.classList.add("is-over");
    this.said.textContent = this.overText;
    navigator.vibrate?.([200, 100, 200]);
  }
}
