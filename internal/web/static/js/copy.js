// A button with [data-copy] copies the text beside it.
export function initCopies() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = button.parentElement.querySelector("[data-copy-text]");
    if (!navigator.clipboard) {
      button.hidden = true;
      continue;
    }
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.querySelector("span").textContent = button.dataset.copied;
    });
  }
}
