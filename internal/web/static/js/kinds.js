// In the form of equipment only the sports of the chosen kind are shown.
export function initKinds() {
  for (const form of document.querySelectorAll("[data-kinds]")) {
    const kind = form.querySelector('[name="type"]');
    const groups = form.querySelectorAll(".kind");
    const show = () => groups.forEach((group, i) => { group.hidden = i !== kind.selectedIndex; });
    kind.addEventListener("change", show);
    show();
  }
}
