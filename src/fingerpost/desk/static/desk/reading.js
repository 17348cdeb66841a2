// A source that is being read: looks every second or so whether the table is there, ever more slowly.
(() => {
  const notice = document.querySelector("[data-reading]");
  let pause = 1000;
  const look = async () => {
    try {
      const answer = await fetch(notice.dataset.reading, { headers: { Accept: "application/json" } });
      if ((await answer.json()).state !== "reading") {
        location.reload();
        return;
      }
    } catch {
      // The desk may be restarting; the next look tells.
    }
    pause = Math.min(pause * 1.3, 10000);
    setTimeout(look, pause);
  };
  if (notice) setTimeout(look, pause);
})();
