"use strict";
const byId = name => document.getElementById(name);

const form = byId("filters");
if (form) {
  // filters that are not set stay out of the address
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
  addEventListener("pageshow", () => { for (const field of form.elements) field.disabled = false; });
  for (const select of form.querySelectorAll("select")) select.addEventListener("change", () => form.requestSubmit());
}

const copy = byId("copy");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Copy it from the address bar";
    }
  });
}

const text = byId("text");
if (text) {
  for (const box of document.querySelectorAll("[data-hides]")) {
    const show = () => text.classList.toggle("no-" + box.dataset.hides, !box.checked);
    box.addEventListener("change", show);
    show();
  }
  const hits = [...text.querySelectorAll("[data-hit]")];
  const place = () => hits.findIndex(hit => "#" + hit.id === location.hash);
  const go = step => {
    const here = place();
    const next = here < 0 ? (step > 0 ? 0 : hits.length - 1) : (here + step + hits.length) % hits.length;
    location.hash = hits[next].id;
  };
  for (const [name, step] of [["previous", -1], ["next", 1]]) {
    byId(name).hidden = !hits.length;
    byId(name).addEventListener("click", () => go(step));
  }
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (hits.length && (event.key === "j" || event.key === "k")) go(event.key === "j" ? 1 : -1);
  });
}
