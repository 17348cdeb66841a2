// Enhancements only: every page says all it has to say without this file.
(() => {
  "use strict";
  const language = document.documentElement.lang || undefined;

  // The reader's own time beside the event's, where the two differ.
  const yours = document.currentScript?.dataset.yours ?? "";
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
})();
