// The import page: a rich paste keeps its links and tables, and files may be dropped or pasted anywhere on the form.
(() => {
  const form = document.querySelector("[data-import]");
  if (!form) return;
  const text = form.elements.text;
  const said = form.querySelector("[data-said]");
  const STRUCTURE = /<(a\s[^>]*href|table|li|h[1-6]|dt)\b/i;
  const tidy = (value) => value.replace(/\r\n?/g, "\n");
  let rich = "";
  let plain = "";

  /** Hand the markup over as a file: a form's text field may not be as large. */
  const keep = (markup) => {
    const transfer = new DataTransfer();
    if (markup) transfer.items.add(new File([markup], "pasted.html", { type: "text/html" }));
    form.elements.pasted.files = transfer.files;
    rich = markup;
  };

  text.addEventListener("paste", (event) => {
    const markup = event.clipboardData.getData("text/html");
    const words = tidy(event.clipboardData.getData("text/plain"));
    const all = text.selectionStart === 0 && text.selectionEnd === text.value.length;
    const atEnd = rich && text.selectionStart === text.value.length && tidy(text.value) === plain;
    if (!STRUCTURE.test(markup) || !(all || atEnd)) return;
    event.preventDefault();
    const before = all ? "" : `${text.value}\n`;
    // Pictures that stand in the markup itself would make megabytes of what nobody reads.
    const lean = markup.replace(/\ssrc="data:[^"]*"/gi, "");
    text.value = before + words;
    plain = tidy(text.value);
    keep(all ? lean : `${rich}\n${lean}`);
    said.textContent = form.dataset.kept;
  });

  text.addEventListener("input", () => {
    if (!rich || tidy(text.value) === plain) return;
    keep("");
    said.textContent = text.value ? form.dataset.dropped : "";
  });

  const take = (files) => {
    if (!files.length) return false;
    const transfer = new DataTransfer();
    for (const file of [...form.elements.files.files, ...files]) transfer.items.add(file);
    form.elements.files.files = transfer.files;
    form.elements.files.focus();
    return true;
  };
  form.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    form.classList.add("import--over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("import--over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("import--over");
    if (event.target !== form.elements.files && take(event.dataTransfer.files)) event.preventDefault();
  });

  // What the browser put back on coming here again is text alone.
  keep("");
  if (!text.value) text.focus();
})();
