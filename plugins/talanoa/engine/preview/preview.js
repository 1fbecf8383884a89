// Reloads the page when it has changed, and keeps the place that is read. A hidden tab holds no connection: browsers
// give an address only six.
const { page, seen } = document.currentScript.dataset;
const changes = new URL("changes", document.currentScript.src);
changes.search = new URLSearchParams({ page, seen });
const PLACE = `talanoa-preview ${location.pathname}`;
let source;

function listen() {
  if (document.hidden) {
    source?.close();
    source = undefined;
  } else if (!source) {
    source = new EventSource(changes);
    source.onmessage = () => {
      source.close();
      sessionStorage.setItem(PLACE, scrollY);
      location.reload();
    };
  }
}

const place = sessionStorage.getItem(PLACE);
if (place !== null) {
  sessionStorage.removeItem(PLACE);
  history.scrollRestoration = "manual";
  const back = () => scrollTo({ top: Number(place), behavior: "instant" });
  back();
  addEventListener("load", () => {
    back();
    history.scrollRestoration = "auto";
  });
}
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => event.persisted && location.reload());
listen();
