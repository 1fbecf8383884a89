// What every page has: the menu of narrow windows opens by a button that keyboards and screen readers know.

const button = document.querySelector(".t-menu");
const drawer = button && document.getElementById(button.getAttribute("aria-controls"));

if (drawer) {
  const show = (open) => button.setAttribute("aria-expanded", String(open));
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    show(false);
    button.focus();
  });
  // Focus must not go on behind the open menu, and a touch next to it means that it's done with.
  for (const happening of ["focusin", "pointerdown"]) {
    document.addEventListener(happening, ({ target }) => {
      if (!button.contains(target) && !drawer.contains(target)) show(false);
    });
  }
}
