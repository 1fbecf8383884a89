// Comes before anything is shown: an address that asks for something shows what was asked for, and not first something else
// that then moves. What the answer would push away waits for it, out of sight (frame.css); the page's own script ends that,
// and has begun if this one comes late.

if (location.search && !self.begun) {
  const { classList } = document.documentElement;
  classList.add("t-asked");
  setTimeout(() => self.begun || classList.remove("t-asked"), 10_000); // for a script that may never come
  // The table of the search's index is on its way before the script that reads it.
  if (location.pathname.endsWith("/search/")) self.files = { "index.json": fetch("index.json", { cache: "no-cache" }).then(answer => answer.json()) };
}
