// A toast stays until it is dismissed when it offers something, else for some seconds; it waits while it is read.
const SECONDS = 8;

export function initToasts() {
  for (const toast of document.querySelectorAll(".toast")) {
    toast.querySelector("[data-dismiss]")?.addEventListener("click", () => toast.remove());
    if (toast.closest("[data-toasts]") && !toast.querySelector("form")) leaveLater(toast);
  }
}

function leaveLater(toast) {
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), SECONDS * 1000); };
  const stop = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stop);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("focusout", start);
  start();
}
