"use strict";
// Parts marked data-live are fetched anew when the ledger has something new. Without this script every
// page still works: it only has to be reloaded by hand.
(() => {
  const busy = (part) => part.contains(document.activeElement) && document.activeElement.matches("input,textarea,select,button,summary,a");
  let asking = false;
  let again = false;
  async function renew() {
    if (asking) { again = true; return; }
    asking = true;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        const ids = new Set();
        for (const part of fresh.querySelectorAll("[data-live]")) {
          ids.add(part.id);
          const old = document.getElementById(part.id);
          if (!old) { place(part, fresh); continue; }
          if (!busy(old) && old.outerHTML !== part.outerHTML) { old.replaceWith(document.importNode(part, true)); }
        }
        for (const old of document.querySelectorAll("[data-live]")) { if (!ids.has(old.id) && !busy(old)) { old.remove(); } }
      }
    } catch (error) { /* the console was closed; the stream tries again by itself */ }
    asking = false;
    if (again) { again = false; renew(); }
  }
  // A part that was not there before goes where it stands on the fresh page: after the same neighbour.
  function place(part, fresh) {
    let before = part.previousElementSibling;
    while (before && !(before.id && document.getElementById(before.id))) { before = before.previousElementSibling; }
    const main = document.querySelector("main");
    const made = document.importNode(part, true);
    if (before) { document.getElementById(before.id).after(made); } else { main.querySelector("h1").after(made); }
  }
  if (document.querySelector("[data-live]") && window.EventSource) {
    const stream = new EventSource("/live");
    // The first one too: something may have happened after this page was drawn and before it listened.
    stream.addEventListener("change", renew);
    addEventListener("pagehide", () => stream.close());
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) { print(); }
  });
  // One click is one order: a form that was sent cannot be sent again by a second click.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
    event.target.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => { for (const form of document.forms) { delete form.dataset.sent; form.removeAttribute("aria-busy"); } });
})();
