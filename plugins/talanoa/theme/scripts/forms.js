// The script of the forms is large, and most who look at /contribute/ open none: it comes with the first that is opened. Its
// name changes with its bytes, so the page says it.

const load = () => import(document.querySelector("[data-compose]").href);

if (location.hash || location.search || document.querySelector(".t-kind[open]")) load();
addEventListener("hashchange", load, { once: true });
for (const kind of document.querySelectorAll(".t-kind")) kind.addEventListener("toggle", load, { once: true });
