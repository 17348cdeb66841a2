// The review table: rows change in place, and everything can be done by keyboard. Without this script each link and
// button still leads to a page that does the same.
(() => {
  const review = document.querySelector("[data-review]");
  if (!review) return;
  const form = document.getElementById("review");
  const said = review.querySelector("[data-said]");
  const dialog = () => document.getElementById("review-dialog"); // Wagtail puts it in place later
  const ORDER = ["type", "title", "organisers", "when", "url"];

  const say = (words) => { said.textContent = words; };
  const rows = () => [...review.querySelectorAll("tr[data-item]")];
  const rowOf = (element) => element?.closest?.("tr[data-item]") ?? element?.closest?.("tr[data-detail-of]")?.previousElementSibling ?? null;
  const current = () => rowOf(document.activeElement) ?? review.querySelector(".item-row--current");
  const title = (row) => row?.querySelector("[data-edit=title]");
  const isOpen = (row) => row.matches(".item-row--new, .item-row--changed");

  const make = (current_) => {
    review.querySelector(".item-row--current")?.classList.remove("item-row--current");
    current_?.classList.add("item-row--current");
  };
  const go = (row) => {
    if (!row) return;
    make(row);
    title(row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };

  // ---- talking to the desk -------------------------------------------------------------------------------------

  const ask = async (url, data) => {
    say(review.dataset.working);
    try {
      const answer = await fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const told = await answer.json();
      say(told.said ?? "");
      if (told.reload) location.assign(told.reload);
      return told;
    } catch {
      say(review.dataset.lost);
      return null;
    }
  };
  const part = async (url) => {
    const answer = await fetch(url, { headers: { Accept: "text/html", "X-Part": "1" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  };
  const withToken = (pairs) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("back", form.elements.back.value);
    for (const [name, value] of pairs) data.append(name, value);
    return data;
  };

  /** What an element is within its row, so that the one that takes its place can have the focus. */
  const selectorOf = (element) => {
    if (element.matches("[data-edit]")) return `[data-edit=${element.dataset.edit}]`;
    if (element.matches("[type=checkbox]")) return "[type=checkbox]";
    return element.matches("[data-more]") ? "[data-more]" : "[data-edit=title]";
  };
  const renew = (id, html) => {
    const old = document.getElementById(`item-${id}`);
    if (!old) return;
    const holder = document.createElement("tbody");
    holder.innerHTML = html;
    const fresh = holder.firstElementChild;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const selector = focused && selectorOf(focused);
    const ticked = old.querySelector("[type=checkbox]")?.checked;
    const wasCurrent = old.classList.contains("item-row--current");
    old.className = fresh.className;
    old.classList.toggle("item-row--current", wasCurrent);
    const cells = [...fresh.cells];
    [...old.cells].forEach((cell, place) => {
      if (!cell.querySelector("[data-editor]")) cell.replaceWith(cells[place]);
    });
    if (ticked) old.querySelector("[type=checkbox]").checked = true;
    if (focused && !document.contains(focused)) (old.querySelector(selector) ?? title(old)).focus();
    const detail = detailOf(old);
    if (detail && !detail.contains(document.activeElement)) fill(detail, old);
  };
  const take = (told) => {
    if (!told) return false;
    for (const [id, html] of Object.entries(told.rows ?? {})) renew(id, html);
    if (told.head) {
      const head = document.getElementById("review-head");
      const had = head.contains(document.activeElement);
      head.innerHTML = told.head;
      if (had) head.querySelector("a, button")?.focus();
    }
    count();
    return !told.errors;
  };

  const act = async (verb, row) => {
    const data = new FormData(form);
    data.set("do", verb);
    const next = row && rows().slice(rows().indexOf(row) + 1).find(isOpen);
    const chosen = ticks().filter((tick) => tick.checked);
    const worked = take(await ask(review.dataset.act, data));
    if (worked && row && /^(accept|skip)/.test(verb) && next) go(next);
    if (worked && !row) {
      go(rowOf(document.getElementById(`item-${chosen[0].value}`)));
      for (const tick of ticks()) tick.checked = false;
      count();
    }
  };

  // ---- editing in place ------------------------------------------------------------------------------------------

  const close = (editor, focus) => {
    const { cell } = editor;
    editor.closed = true;
    editor.input.remove();
    if (editor.error) say("");
    editor.error?.remove();
    cell.hidden = false;
    if (focus) cell.focus();
  };
  const fail = (editor, words) => {
    editor.error ??= editor.input.insertAdjacentElement("afterend", document.createElement("p"));
    editor.error.id = "cell-error";
    editor.error.className = "cell__error error-message";
    editor.error.textContent = words;
    editor.input.setAttribute("aria-invalid", "true");
    editor.input.setAttribute("aria-describedby", "cell-error");
    editor.failed = editor.input.value;
    say(words);
  };
  const save = async (editor) => {
    const { cell, input } = editor;
    const row = rowOf(cell);
    const name = cell.dataset.edit;
    if (editor.closed || editor.saving || input.value === editor.failed) return;
    if (input.value.trim() === (cell.dataset.value ?? "").trim()) return close(editor, document.activeElement === input);
    editor.saving = true;
    input.setAttribute("aria-busy", "true");
    const told = await ask(cell.href.split("#")[0], withToken([[name, input.value], ["only", name]]));
    editor.saving = false;
    input.removeAttribute("aria-busy");
    if (!told) return fail(editor, review.dataset.lost);
    if (told.errors) return fail(editor, Object.values(told.errors).flat().join(" "));
    const focused = document.activeElement === input;
    close(editor, false);
    take(told);
    if (focused) row.querySelector(`[data-edit=${name}]`)?.focus();
  };
  const field = (cell) => {
    if (cell.dataset.edit !== "type") return Object.assign(document.createElement("input"), { type: "text" });
    const select = document.createElement("select");
    select.append(document.getElementById("review-kinds").content.cloneNode(true));
    return select;
  };
  const edit = (cell) => {
    if (!cell || !review.dataset.act || cell.hidden) return;
    const row = rowOf(cell);
    const input = field(cell);
    const editor = { cell, input };
    input.dataset.editor = "";
    input.className = "cell__input";
    input.dir = "auto";
    input.value = cell.dataset.value ?? "";
    const heading = review.querySelector("thead tr").cells[cell.closest("td, th").cellIndex];
    input.setAttribute("aria-label", cell.dataset.edit === "type" ? review.dataset.kind : heading.textContent);
    cell.hidden = true;
    cell.after(input);
    input.focus();
    input.select?.();
    make(row);
    input.addEventListener("blur", () => save(editor));
    if (input.matches("select")) input.addEventListener("change", () => save(editor));
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") {
        event.preventDefault();
        close(editor, true);
      } else if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        editor.failed = undefined;
        save(editor);
      } else if (event.key === "Tab") {
        const other = ORDER[ORDER.indexOf(cell.dataset.edit) + (event.shiftKey ? -1 : 1)];
        const target = other && row.querySelector(`[data-edit=${other}]`);
        if (!target) return;
        event.preventDefault();
        edit(target); // the blur of this field saves it
      }
    });
  };

  // ---- details and dialog ----------------------------------------------------------------------------------------

  const detailOf = (row) => (row.nextElementSibling?.matches("[data-detail-of]") ? row.nextElementSibling : null);
  const fill = async (detail, row) => {
    const cell = detail.firstElementChild;
    try {
      cell.innerHTML = await part(row.querySelector("[data-more]").href);
    } catch {
      cell.textContent = review.dataset.lost;
    }
  };
  const more = async (row) => {
    const open = detailOf(row);
    const link = row.querySelector("[data-more]");
    link.setAttribute("aria-expanded", String(!open));
    if (open) {
      open.remove();
      link.focus();
      return;
    }
    const detail = document.createElement("tr");
    detail.dataset.detailOf = row.dataset.item;
    detail.className = "detail";
    detail.innerHTML = `<td colspan="7">${review.dataset.loading}</td>`;
    row.after(detail);
    await fill(detail, row);
    detail.querySelector("h2, h3")?.focus();
  };
  const show = async (url) => {
    let html;
    try {
      html = await part(url);
    } catch {
      say(review.dataset.lost);
      return;
    }
    const body = dialog().querySelector("[data-dialog-body]");
    body.innerHTML = html;
    const heading = body.querySelector("[data-dialog-title]");
    if (heading) dialog().querySelector("#title-text-review-dialog").textContent = heading.dataset.dialogTitle;
    if (dialog().getAttribute("aria-hidden") === "true") {
      const row = current();
      dialog().dispatchEvent(new CustomEvent("w-dialog:show"));
      dialog().addEventListener("w-dialog:hidden", () => go(row), { once: true });
    } else body.querySelector("h2")?.focus();
  };
  const hide = () => dialog().dispatchEvent(new CustomEvent("w-dialog:hide"));

  /** Show the errors of a form that was sent at its fields, the first with the focus. */
  const blame = (sent, errors) => {
    for (const old of sent.querySelectorAll(".error-message[data-ours]")) old.remove();
    const blamed = Object.entries(errors).map(([name, words]) => {
      const input = sent.elements[name];
      const note = Object.assign(document.createElement("p"), { className: "error-message", textContent: [words].flat().join(" ") });
      note.dataset.ours = "";
      note.id = `error-${name}-${Math.random().toString(36).slice(2)}`;
      (input?.closest?.(".w-field") ?? sent).prepend(note);
      input?.setAttribute?.("aria-describedby", note.id);
      input?.setAttribute?.("aria-invalid", "true");
      return input;
    });
    blamed.find((input) => input?.focus)?.focus();
  };

  document.addEventListener("submit", async (event) => {
    const sent = event.target;
    if (sent.matches("[data-look]")) {
      event.preventDefault();
      show(`${sent.action}?${new URLSearchParams(new FormData(sent))}`);
    } else if (sent.matches("[data-send]")) {
      event.preventDefault();
      const data = new FormData(sent);
      if (event.submitter?.name) data.append(event.submitter.name, event.submitter.value);
      const told = await ask(event.submitter?.getAttribute("formaction") || sent.action, data);
      if (!told) return;
      if (told.errors) {
        blame(sent, told.errors);
        return;
      }
      const row = rowOf(sent);
      if (dialog().contains(sent)) hide();
      else if (row && detailOf(row)) more(row);
      take(told);
      if (row) go(row);
    }
  });

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { target } = event;
    const link = target.closest("[data-dialog]");
    if (link) {
      event.preventDefault();
      show(link.href);
      return;
    }
    if (!review.contains(target) || !review.dataset.act) return;
    const button = target.closest("button[name=do]");
    const cell = target.closest("[data-edit]");
    if (button && !button.value.endsWith("-sure")) {
      event.preventDefault();
      if (!button.value.includes(":") && !ticks().some((tick) => tick.checked)) say(review.dataset.none);
      else act(button.value, rowOf(button));
    } else if (cell) {
      event.preventDefault();
      edit(cell);
    } else if (target.closest("[data-more]")) {
      event.preventDefault();
      more(rowOf(target));
    }
  });

  // ---- ticks ------------------------------------------------------------------------------------------------------

  const ticks = () => [...review.querySelectorAll("tr[data-item] [type=checkbox]")];
  const all = review.querySelector("[data-all]");
  const bar = review.querySelector("[data-ticked]");
  let last = null;
  const count = () => {
    if (!bar) return;
    const chosen = ticks().filter((tick) => tick.checked).length;
    all.checked = chosen > 0 && chosen === ticks().length;
    all.indeterminate = chosen > 0 && !all.checked;
    bar.hidden = !chosen;
    const counted = bar.querySelector("[data-count]");
    counted.textContent = `${chosen} ${counted.dataset.count}`;
  };
  review.addEventListener("click", (event) => {
    const list = ticks();
    const place = list.indexOf(event.target);
    if (place < 0) return;
    if (event.shiftKey && last !== null) {
      for (const tick of list.slice(Math.min(place, last), Math.max(place, last) + 1)) tick.checked = event.target.checked;
    }
    last = place;
    count();
  });
  if (all) {
    all.closest("[hidden]").hidden = false;
    all.addEventListener("change", () => {
      for (const tick of ticks()) tick.checked = all.checked;
      count();
    });
    count();
  }

  // ---- keys -------------------------------------------------------------------------------------------------------

  const step = (by) => {
    const list = rows();
    const row = current();
    go(row ? list[list.indexOf(row) + by] : list[by > 0 ? 0 : list.length - 1]);
  };
  const press = (row, selector) => row?.querySelector(selector)?.click();
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    x: (row) => press(row, "[type=checkbox]"),
    e: (row) => edit(title(row)),
    a: (row) => press(row, "button[value^='accept:']"),
    s: (row) => press(row, "button[value^='skip:']"),
    m: (row) => show(`items/${row.dataset.item}/match/`),
    o: (row) => more(row),
  };
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]") || dialog()?.contains(target)) return;
    const inTable = Boolean(target.closest("tr[data-item]"));
    if (inTable && key === "ArrowDown") step(1);
    else if (inTable && key === "ArrowUp") step(-1);
    else if (review.dataset.keys === "on" && Object.hasOwn(KEYS, key)) {
      const row = current();
      if (!row && !"jk".includes(key)) return;
      KEYS[key](row);
    } else return;
    event.preventDefault();
  });
  review.addEventListener("focusin", (event) => make(rowOf(event.target)));

  // ---- the source beside each item, and where one came back to ------------------------------------------------------

  const snippets = review.querySelector("[data-snippets]");
  const bare = (on) => {
    review.classList.toggle("review--bare", on);
    snippets.setAttribute("aria-pressed", String(!on));
  };
  if (snippets) {
    snippets.hidden = false;
    bare(localStorage.getItem("fingerpost-snippets") === "off");
    snippets.addEventListener("click", () => {
      bare(!review.classList.contains("review--bare"));
      localStorage.setItem("fingerpost-snippets", review.classList.contains("review--bare") ? "off" : "on");
    });
  }
  go(rows().find((row) => `#${row.id}` === location.hash));
})();
