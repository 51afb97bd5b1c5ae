// Keys for the moderators' queues. Each presses a button or follows a link that is on the page: without this script
// everything is there. They are off where somebody has switched the back office's keys off, and while one writes.
(() => {
  const cards = [...document.querySelectorAll("[data-card]")];
  let current = cards.findIndex((card) => `#${card.id}` === window.location.hash);

  const show = (place) => {
    if (!cards.length) return;
    current = Math.min(Math.max(place, 0), cards.length - 1);
    cards[current].focus({ preventScroll: true });
    cards[current].scrollIntoView({ block: "start" });
  };

  const giveReason = (card) => {
    const details = card?.querySelector("[data-reason]");
    if (!details) return;
    details.open = true;
    details.querySelector("select").focus();
  };

  const showKeys = () => {
    const keys = document.getElementById("mod-keys");
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
  };

  const press = (key) => {
    const card = cards[current];
    switch (key) {
      case "j":
        show(current + 1);
        break;
      case "k":
        show(current - 1);
        break;
      case "r":
        giveReason(card);
        break;
      case "x":
        card?.querySelector("[data-tick]")?.click();
        break;
      case "?":
        showKeys();
        break;
      case "u":
        document.querySelector("[data-global][data-key=u]")?.click();
        break;
      default:
        card?.querySelector(`[data-key="${key}"]`)?.click();
    }
  };

  const isWriting = (target) =>
    target instanceof Element &&
    target.closest("textarea, select, [contenteditable], [role=dialog], input:not([type=checkbox])") !== null;

  document.addEventListener("focusin", (event) => {
    const place = cards.findIndex((card) => card.contains(event.target));
    if (place >= 0) current = place;
  });
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      if (!"jkadrfstuxcw?".includes(event.key) || event.key.length !== 1) return;
      event.preventDefault(); // the back office has a “?” of its own
      event.stopImmediatePropagation();
      press(event.key);
    },
    { capture: true },
  );

  if (current >= 0) show(current);
})();
