"use strict";
(() => {
  const pages = [...document.querySelectorAll("article")];
  const links = [...document.querySelectorAll("nav a")];
  const here = () => Math.max(0, pages.findIndex((page) => "#" + page.id === location.hash));
  const show = () => {
    const at = here();
    links.forEach((link, place) => {
      if (place === at) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    const list = document.querySelector("nav"), link = links[at];
    if (!link) return;
    if (link.offsetTop < list.scrollTop || link.offsetTop > list.scrollTop + list.clientHeight - 60) {
      link.scrollIntoView({ block: "center" });
    }
    document.querySelector("main").scrollTop = 0;
  };
  const turn = (steps) => {
    const next = pages[here() + steps];
    if (next) location.hash = next.id;
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const steps = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (steps) {
      event.preventDefault();
      turn(steps);
    }
  });
  addEventListener("hashchange", show);
  show();
})();
