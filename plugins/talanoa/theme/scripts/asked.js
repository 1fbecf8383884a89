// Runs before anything is shown: an address that asks for something shows what was asked for, and not first something else that
// then moves. What the answer would push away waits for it, out of sight (frame.css); the page's own script ends that.

if (location.search) {
  const { classList } = document.documentElement;
  classList.add("t-asked");
  // For a script that may never come: the page's own listens to steps of the browser's history.
  setTimeout(() => onpopstate || classList.remove("t-asked"), 10_000);
}
