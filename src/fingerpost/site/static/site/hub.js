// Enhancements only: every page says all it has to say without this file.
(() => {
  "use strict";
  const language = document.documentElement.lang || undefined;

  const { yours = "", complete, all } = document.currentScript?.dataset ?? {};

  // The reader's own time beside the event's, where the two differ.
  const hours = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const days = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short" });
  const day = (moment) => [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const minutes = (zone) => (zone === "Z" ? 0 : Number(`${zone[0]}1`) * (60 * zone.slice(1, 3) + Number(zone.slice(4))));
  for (const element of document.querySelectorAll("time[data-clock]")) {
    const zone = /(?:[+-]\d\d:\d\d|Z)$/.exec(element.dateTime)?.[0];
    const start = new Date(element.dateTime);
    if (!zone || isNaN(start) || minutes(zone) === -start.getTimezoneOffset()) continue;
    const end = new Date(element.dataset.until || NaN);
    const clock = hours.format(start) + (isNaN(end) ? "" : `–${hours.format(end)}`);
    const own = document.createElement("span");
    own.className = "yours";
    own.textContent = `${day(start) === element.dateTime.slice(0, 10) ? "" : `${days.format(start)}, `}${clock} ${yours}`;
    element.after(" ", own);
  }

  // Ages go on while a page stays open.
  const units = [["year", 31557600], ["month", 2629800], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];
  const relative = new Intl.RelativeTimeFormat(language);
  const refresh = () => {
    for (const element of document.querySelectorAll("time[data-ago]")) {
      const seconds = (Date.now() - new Date(element.dateTime)) / 1000;
      const unit = units.find(([, size]) => seconds >= size);
      if (unit && element.dateTime.includes("T")) element.textContent = relative.format(-Math.floor(seconds / unit[1]), unit[0]);
    }
  };
  if (document.querySelector("time[data-ago]")) setInterval(refresh, 60000);

  // Copying needs a script, so the button is there only with one.
  for (const button of document.querySelectorAll("button[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.parentElement.hidden = false;
    const text = button.textContent;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = text; }, 2500);
      } catch { /* The browser refused; the e-mail link beside it still works. */ }
    });
  }

  // Suggestions below a search box: a combobox with a list (ARIA Authoring Practices). The words stay the reader's own.
  const set = (element, attributes) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  };
  const make = (name, attributes, ...children) => {
    const element = set(document.createElement(name), attributes);
    element.append(...children);
    return element;
  };
  for (const [at, box] of document.querySelectorAll("[role=searchbox]").entries()) {
    const list = make("ul", { id: `suggested-${at}`, role: "listbox", "aria-label": box.getAttribute("aria-label"), hidden: "" });
    let asked, timer, composing = false, chosen = -1;
    set(box, { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": false });
    box.form.append(list);

    const choose = (to) => {
      chosen = to;
      [...list.children].forEach((option, place) => set(option, { "aria-selected": place === to }));
      if (to < 0) box.removeAttribute("aria-activedescendant");
      else set(box, { "aria-activedescendant": list.children[to].id });
    };
    const open = (is) => {
      list.hidden = !is;
      set(box, { "aria-expanded": is });
      choose(-1);
    };
    const stop = () => {
      clearTimeout(timer);
      asked?.abort();
    };
    const close = () => {
      stop();
      open(false);
    };
    const add = (title, kind, go) => {
      const id = `${list.id}-${list.children.length}`;
      list.append(make("li", { id, role: "option" }, make("b", { dir: "auto" }, title), make("span", {}, kind)));
      list.lastChild.addEventListener("click", go);
    };
    const ask = () => {
      const words = box.value.trim();
      stop();
      if (!words) close();
      else timer = setTimeout(async () => {
        asked = new AbortController();
        try {
          const answer = await fetch(`${complete}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
          if (!answer.ok) return;
          const { suggestions } = await answer.json();
          list.replaceChildren();
          for (const { title, kind, url } of suggestions) add(title, kind, () => location.assign(url));
          add(all.replace("…", () => words), "", () => box.form.requestSubmit());
          open(true);
        } catch { /* Aborted, or no network: the box still searches. */ }
      }, 80);
    };

    // Who writes with an input method is left alone until a sign is complete.
    box.addEventListener("compositionstart", () => { composing = true; close(); });
    box.addEventListener("compositionend", () => { composing = false; ask(); });
    box.addEventListener("input", () => { if (!composing) ask(); });
    box.addEventListener("blur", close);
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    box.addEventListener("keydown", (event) => {
      if (composing || event.isComposing || event.keyCode === 229) return;
      const places = list.children.length + 1, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && list.hidden) ask();
      else if (step) choose((chosen + 1 + step + places) % places - 1);
      else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
      else if (event.key === "Escape" && !list.hidden) close();
      else return;
      event.preventDefault();
    });
  }
})();
