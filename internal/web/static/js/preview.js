// A chosen picture is shown before it is sent.
export function initPreviews() {
  for (const place of document.querySelectorAll("[data-preview]")) {
    const input = place.querySelector('input[type="file"]');
    const send = place.querySelector("[data-preview-send]");
    send.hidden = true;
    input.addEventListener("change", () => {
      const file = input.files[0];
      send.hidden = !file;
      if (!file?.type.startsWith("image/")) return;
      const picture = new Image();
      picture.alt = "";
      picture.className = "avatar";
      picture.src = URL.createObjectURL(file);
      picture.addEventListener("load", () => {
        URL.revokeObjectURL(picture.src);
        place.querySelector(".avatar").replaceWith(picture);
      });
    });
  }
}
