"use strict";
(() => {
  // Paper shows everything that is folded on the screen, except each entry's own details.
  const folded = [...document.querySelectorAll("details.paper:not([open])")];
  addEventListener("beforeprint", () => folded.forEach((one) => { one.open = true; }));
  addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));
  if (!document.getElementById("entries")) return;  // a page for paper
  const entries = [...document.querySelectorAll("#entries details")];
  const words = document.getElementById("words"), status = document.getElementById("status");
  const shown = document.getElementById("shown");
  const texts = new Map();
  // Of very many entries the details wait in a comment, which costs the browser nothing until it is opened.
  const keptIn = (one) => [...one.childNodes].find((node) => node.nodeType === Node.COMMENT_NODE);
  const unfold = (one) => {
    const kept = keptIn(one);
    if (kept) kept.replaceWith(document.createRange().createContextualFragment(kept.data));
  };
  const text = (one) => {
    if (!texts.has(one)) {
      const kept = keptIn(one);
      texts.set(one, (one.textContent + (kept ? kept.data.replace(/<[^>]*>/g, " ") : "")).toLowerCase());
    }
    return texts.get(one);
  };
  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    let number = 0;
    for (const one of entries) {
      const fits = (!status.value || one.dataset.s === status.value) && (!wanted || text(one).includes(wanted));
      one.hidden = !fits;
      number += fits ? 1 : 0;
    }
    shown.textContent = number.toLocaleString() + " / " + entries.length.toLocaleString();
  };
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView();
    }
  };
  // Pictures are fetched only when someone opens their entry; printing thousands stays quick.
  const showPictures = (event) => {
    if (event.target.open) unfold(event.target);
    for (const link of event.target.open ? event.target.querySelectorAll("a[data-p]") : []) {
      link.removeAttribute("data-p");
      const picture = document.createElement("img");
      picture.alt = "";
      picture.addEventListener("error", () => picture.remove());
      picture.src = link.getAttribute("href");
      link.prepend(picture);
    }
  };
  for (const one of entries) one.addEventListener("toggle", showPictures);
  words.addEventListener("input", filter);
  status.addEventListener("change", filter);
  addEventListener("hashchange", open);
  document.getElementById("tools").hidden = false;
  filter();
  open();
})();
