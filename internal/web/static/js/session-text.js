// The editor of text sessions: Quill writes into the form's own field, which the server cleans.
const TOOLS = [[{ header: [2, 3, false] }], ["bold", "italic", "underline"], [{ list: "ordered" }, { list: "bullet" }], ["link", "blockquote"], ["clean"]];
const FORMATS = ["header", "bold", "italic", "underline", "list", "link", "blockquote"];

for (const box of document.querySelectorAll("[data-editor]")) {
  const field = document.getElementById("f-html");
  const place = document.createElement("div");
  box.append(place);
  const editor = new window.Quill(place, { theme: "snow", modules: { toolbar: TOOLS }, formats: FORMATS });
  editor.setContents(editor.clipboard.convert({ html: field.value }), "silent");
  editor.root.setAttribute("aria-labelledby", "editor-label");
  editor.root.setAttribute("role", "textbox");
  editor.root.setAttribute("aria-multiline", "true");
  document.getElementById("editor-label").addEventListener("click", () => editor.focus());
  const write = () => {
    // Quill writes every blank as one that does not break.
    field.value = editor.getLength() > 1 ? editor.getSemanticHTML().replaceAll("&nbsp;", " ") : "";
  };
  editor.on("text-change", write);
}
