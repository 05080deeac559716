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
