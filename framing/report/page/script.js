"use strict";
// a link to evidence opens the folded block that it leads to
function unfold() {
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.tagName === "DETAILS") {
    target.open = true;
    target.scrollIntoView({ block: "start" });
    target.querySelector("summary").focus({ preventScroll: true });
  }
}
window.addEventListener("hashchange", unfold);
unfold();

// print everything: open what is folded before, and fold it again after
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const block of folded) block.open = true;
});
window.addEventListener("afterprint", () => {
  for (const block of folded) block.open = false;
  folded = [];
});
