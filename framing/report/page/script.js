"use strict";
// The page works without this: tables, passages and their links are plain HTML. The script draws the charts,
// filters, sorts, opens the passages behind a figure beside it, and offers downloads.

const data = JSON.parse(document.getElementById("data").textContent);
const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// ---- figures -------------------------------------------------------------------------------------------------

const rows = data.rows.map((row) =>
  Object.fromEntries(data.columns.map((name, place) => [name, name in data.names ? data.names[name][row[place]] : row[place]]))
);
rows.forEach((row, place) => { row.key = data.evidence[data.rows[place].slice(0, 4).join(",")]; });

const VOICES = { outlet: "own voice", attributed: "attributed", all: "any voice" };
const COLOURS = ["#0067a3", "#b84b00", "#007a5a", "#9c3f7c", "#5b53a6", "#7a6200"]; // as .c0 to .c5 of the style
const DASHES = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 4"];
const SHAPES = ["circle", "square", "diamond", "triangle", "circle", "square"];
const MOST_LINES = 4;

const isShare = (unit) => unit.startsWith("share");
const minus = (text) => text.replace("-", "\u2212");

// the same words as the tables have, see wording.py
function figure(value, unit) {
  if (value === null) return "–";
  if (!isShare(unit)) return minus(value.toFixed(2));
  const fine = (value > 0 && value < 0.01) || (value > 0.99 && value < 1);
  return `${(100 * value).toFixed(fine ? 1 : 0)}\u00a0%`;
}
function interval(row) {
  if (row.low === null || row.high === null) return "";
  const ends = [row.low, row.high].map((end) => minus(isShare(row.unit) ? (100 * end).toFixed(0) : end.toFixed(2)));
  return ends.join(row.low < 0 ? " to " : "–");
}
const count = (value) => (value === null ? "–" : Math.round(value).toLocaleString("en"));
function basis(row) {
  if (row.unit.startsWith("mean per ")) return `${count(row.denominator)} ${row.unit.slice(9).split(":")[0]}s`;
  if (row.unit.startsWith("effective")) return `${count(row.numerator)} named in ${count(row.denominator)}`;
  return `${count(row.numerator)} ${isShare(row.unit) ? "of" : "in"} ${count(row.denominator)}`;
}
function told(row) {
  const part = [row.outlet, VOICES[row.voice] || row.voice];
  if (row.period !== "all") part.push(row.period);
  if (row.zone !== "all") part.push(row.zone);
  const spread = interval(row) && ` (${Math.round(100 * data.level)} % interval ${interval(row)})`;
  return `${part.join(", ")}: ${figure(row.value, row.unit)}${spread}, ${basis(row)}, ${count(row.n_articles)} articles`;
}

// ---- filter --------------------------------------------------------------------------------------------------

const form = $("#filter");
const chosen = () => ({
  outlets: new Set(all('input[name="outlet"]:checked', form).map((box) => data.names.outlet[box.value])),
  item: form.elements.category.value,
  voice: form.elements.voice.value,
  zone: form.elements.zone.value,
  subset: form.elements.subset.value,
  from: form.elements.from.value,
  to: form.elements.to.value,
});
const inPeriod = (period, filter) => (!filter.from || period >= filter.from) && (!filter.to || period <= filter.to);

function passes(passage, filter, of) {
  const { outlet, voice, zone, period } = passage.dataset;
  const own = filter.voice === "outlet" ? voice === "outlet" : ["quoted", "paraphrased"].includes(voice);
  return filter.outlets.has(outlet) && (filter.voice === "" || voice === "" || own) &&
    (filter.zone === "all" || zone === filter.zone) && ((!filter.from && !filter.to) || (period && inPeriod(period, filter))) &&
    (filter.item === "" || of.has(passage.id));
}

function apply() {
  const filter = chosen();
  for (const row of all("tr[data-outlet]")) row.hidden = !filter.outlets.has(row.dataset.outlet);
  for (const part of all("[data-item]:not(#figures li)")) {
    part.hidden = (filter.item !== "" && part.dataset.item !== filter.item) ||
      (filter.voice !== "" && "voice" in part.dataset && part.dataset.voice !== filter.voice && part.dataset.voice !== "all");
  }
  const of = new Set(all("#figures li").filter((one) => one.dataset.item === filter.item).flatMap(drawnIn));
  const passages = all("#evidence blockquote");
  for (const passage of passages) passage.hidden = !passes(passage, filter, of);
  const left = passages.filter((passage) => !passage.hidden).length;
  const parts = filter.zone !== "all" || filter.subset !== "all" || filter.from || filter.to;
  $("#filtered").textContent = (left === passages.length ? "" : `${left} of the ${passages.length} passages drawn match. `) +
    (parts ? "Charts and passages follow zone, articles and period; tables and findings keep to all." : "");
  drawAll(filter);
}
form.addEventListener("change", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
all("button[data-all]", form).forEach((button) => button.addEventListener("click", () => {
  for (const box of all('input[name="outlet"]', form)) box.checked = button.dataset.all === "1";
  apply();
}));

// ---- drawing -------------------------------------------------------------------------------------------------

// colours stand twice: as attributes, for the file that is downloaded, and as classes, for light, dark and print
const INKS = { ink: { fill: "#1d1d1f" }, quiet: { fill: "#5c5c66" }, grid: { stroke: "#d5d5d0", "stroke-width": 1 } };
COLOURS.forEach((colour, place) => {
  INKS[`c${place} fill`] = { fill: colour, stroke: colour };
  INKS[`c${place} hollow`] = { fill: "#ffffff", stroke: colour, "stroke-width": 2 };
  INKS[`c${place} line`] = { fill: "none", stroke: colour, "stroke-width": 2 };
  INKS[`c${place} ribbon`] = { fill: colour, stroke: "none", opacity: 0.14 };
});

function add(parent, name, attributes = {}, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  const given = { ...(INKS[attributes.class] || {}), ...attributes };
  for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
}

function cut(text, most) { return text.length > most ? `${text.slice(0, most - 1)}…` : text; }

function shape(parent, name, x, y, attributes) {
  if (name === "circle") return add(parent, "circle", { cx: x, cy: y, r: 5, ...attributes });
  const corners = { square: "-4.5,-4.5 4.5,-4.5 4.5,4.5 -4.5,4.5", diamond: "0,-6.5 6.5,0 0,6.5 -6.5,0", triangle: "0,-6 6,5 -6,5" };
  return add(parent, "polygon", { points: corners[name], transform: `translate(${x} ${y})`, ...attributes });
}

// a mark that says what it is and leads to its passages; of a chart's marks one is in the tab order
function mark(svg, row) {
  const link = add(svg, "a", { href: `#${row.key || ""}`, class: "mark", tabindex: -1, "aria-label": told(row) });
  link.addEventListener("pointerenter", (event) => tip(told(row), event));
  link.addEventListener("pointerleave", () => tip(""));
  link.addEventListener("focus", () => tip(told(row), link.getBoundingClientRect()));
  link.addEventListener("blur", () => tip(""));
  return link;
}

const bubble = $("#tip");
function tip(text, place) {
  bubble.hidden = !text;
  if (!text) return;
  bubble.textContent = text;
  const x = place.clientX ?? place.left, y = place.clientY ?? place.top;
  bubble.style.left = `${Math.max(4, Math.min(x + 12, innerWidth - bubble.offsetWidth - 4))}px`;
  bubble.style.top = `${Math.max(4, y - bubble.offsetHeight - 12)}px`;
}

function steps(most) { // round numbers from 0 to about `most`
  const rough = most / 4, power = 10 ** Math.floor(Math.log10(rough || 1));
  const step = [1, 2, 2.5, 5, 10].map((part) => part * power).find((part) => part >= rough) || 1;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, place) => place * step);
}

function scaleOf(shown) { // the top of the axis and its ticks
  const ends = shown.flatMap((row) => [row.value, row.high]).filter((end) => end !== null);
  const most = Math.max(1e-9, ...ends), ticks = steps(most);
  return isShare(shown[0].unit) && ticks.at(-1) > 1 ? { top: 1, ticks: ticks.filter((tick) => tick <= 1) } : { top: ticks.at(-1), ticks };
}
const tickText = (tick, unit) => (isShare(unit) ? `${+(100 * tick).toFixed(1)} %` : `${+tick.toFixed(3)}`);

// each outlet a row; own voice filled, others hollow
function dots(svg, shown, width) {
  const outlets = [...new Set(shown.map((row) => row.outlet))];
  const voices = [...new Set(shown.map((row) => row.voice))].sort().reverse();
  const value = (outlet) => shown.find((row) => row.outlet === outlet && row.voice === voices[0])?.value ?? -1;
  outlets.sort((a, b) => value(b) - value(a));
  const left = Math.min(170, width * 0.34), high = voices.length > 1 ? 30 : 24, { top, ticks } = scaleOf(shown);
  const x = (number) => left + (Math.min(number, top) / top) * (width - left - 18);
  legend(svg, voices.map((voice, place) => [VOICES[voice] || voice, place]), (place) => `c${place} ${place ? "hollow" : "fill"}`);
  for (const tick of ticks) {
    add(svg, "line", { x1: x(tick), x2: x(tick), y1: 24, y2: 30 + outlets.length * high, class: "grid" });
    add(svg, "text", { x: x(tick), y: 44 + outlets.length * high, class: "quiet", "text-anchor": "middle", "font-size": 11 }, tickText(tick, shown[0].unit));
  }
  outlets.forEach((outlet, line) => {
    const middle = 28 + (line + 0.5) * high;
    add(svg, "text", { x: left - 10, y: middle + 4, class: "ink", "text-anchor": "end", "font-size": 12 }, cut(outlet, Math.floor(left / 8)));
    for (const row of shown.filter((each) => each.outlet === outlet)) {
      const place = voices.indexOf(row.voice), y = middle + (voices.length > 1 ? (place ? 6 : -6) : 0), link = mark(svg, row);
      if (row.small) link.classList.add("small");
      if (row.low !== null) add(link, "line", { x1: x(Math.max(0, row.low)), x2: x(row.high), y1: y, y2: y, class: `c${place} line` });
      shape(link, SHAPES[place], x(row.value), y, { class: `c${place} ${place ? "hollow" : "fill"}` });
    }
  });
  return 54 + outlets.length * high;
}

// each outlet a line over time, with its intervals as a ribbon
function lines(svg, shown, width) {
  const has = shown.map((row) => row.period).sort(), calendar = data.names.period.filter((period) => period !== "all");
  const periods = calendar.slice(calendar.indexOf(has[0]), calendar.indexOf(has.at(-1)) + 1);
  const size = {};
  for (const row of shown) size[row.outlet] = (size[row.outlet] || 0) + row.denominator;
  const outlets = Object.keys(size).sort((a, b) => size[b] - size[a]).slice(0, MOST_LINES);
  const kept = shown.filter((row) => outlets.includes(row.outlet)), { top, ticks } = scaleOf(kept);
  const above = legend(svg, outlets.map((outlet, place) => [outlet, place]), (place) => `c${place} fill`, width), high = 200;
  const x = (period) => 52 + ((periods.indexOf(period) + 0.5) / periods.length) * (width - 64);
  const y = (number) => above + high - (Math.min(number, top) / top) * high;
  for (const tick of ticks) {
    add(svg, "line", { x1: 48, x2: width - 8, y1: y(tick), y2: y(tick), class: "grid" });
    add(svg, "text", { x: 44, y: y(tick) + 4, class: "quiet", "text-anchor": "end", "font-size": 11 }, tickText(tick, shown[0].unit));
  }
  const every = Math.ceil((periods.length * 58) / (width - 64));
  periods.forEach((period, place) => {
    if (place % every === 0) add(svg, "text", { x: x(period), y: above + high + 18, class: "quiet", "text-anchor": "middle", "font-size": 11 }, period);
  });
  outlets.forEach((outlet, place) => {
    const own = kept.filter((row) => row.outlet === outlet).sort((a, b) => (a.period < b.period ? -1 : 1));
    for (const run of runs(own, periods)) {
      const spread = run.filter((row) => row.low !== null), edge = (rows, end) => rows.map((row) => `${x(row.period)},${y(Math.max(0, row[end]))}`);
      if (spread.length > 1) add(svg, "polygon", { points: [...edge(spread, "high"), ...edge([...spread].reverse(), "low")].join(" "), class: `c${place} ribbon` });
      add(svg, "polyline", { points: edge(run, "value").join(" "), class: `c${place} line`, "stroke-dasharray": DASHES[place] });
    }
    for (const row of own) {
      const link = mark(svg, row);
      if (row.small) link.classList.add("small");
      shape(link, SHAPES[place], x(row.period), y(row.value), { class: place > 3 ? `c${place} hollow` : `c${place} fill` });
    }
  });
  return above + high + 28;
}

// a line breaks where a period has no figure
function runs(own, periods) {
  const found = [];
  own.forEach((row, place) => {
    const follows = place > 0 && periods.indexOf(row.period) === periods.indexOf(own[place - 1].period) + 1;
    if (follows) found.at(-1).push(row); else found.push([row]);
  });
  return found;
}

// shares of each outlet one after another
function stack(svg, shown, width) {
  const outlets = [...new Set(shown.map((row) => row.outlet))], items = [...new Set(shown.map((row) => row.item))];
  const name = (item) => item.replace(/^words of type /, "").replaceAll("_", " ");
  const left = Math.min(170, width * 0.34), above = legend(svg, items.map((item, place) => [name(item), place]), tone, width);
  outlets.forEach((outlet, line) => {
    let start = left;
    add(svg, "text", { x: left - 10, y: above + line * 26 + 15, class: "ink", "text-anchor": "end", "font-size": 12 }, cut(outlet, Math.floor(left / 8)));
    for (const item of items) {
      const row = shown.find((each) => each.outlet === outlet && each.item === item);
      if (!row) continue;
      const wide = row.value * (width - left - 8), link = mark(svg, row);
      link.setAttribute("aria-label", `${name(item)}, ${told(row)}`);
      add(link, "rect", { x: start, y: above + line * 26, width: Math.max(0, wide - 1.5), height: 20, class: tone(items.indexOf(item)) });
      start += wide;
    }
  });
  return above + outlets.length * 26 + 6;
}
const tone = (place) => `c${place % COLOURS.length} ${place < COLOURS.length ? "fill" : "hollow"}`;

function legend(svg, entries, kind, width = 900) {
  let x = 4, y = 12;
  for (const [name, place] of entries) {
    const text = cut(name, 30), wide = 26 + 7 * text.length;
    if (x > 4 && x + wide > width) { x = 4; y += 18; }
    shape(svg, SHAPES[place % SHAPES.length], x + 6, y - 4, { class: kind(place) });
    add(svg, "text", { x: x + 16, y, class: "ink", "font-size": 12 }, text);
    x += wide;
  }
  return y + 14;
}

const KINDS = { dots, lines, stack };

function rowsOf(chart, filter) {
  const { kind, measure, item } = chart.dataset;
  const items = item ? [item] : data.names.item.filter((name) => name.startsWith(chart.dataset.items));
  const voices = (chart.dataset.voices || "all").split(" ").filter((voice) => !filter.voice || voice === "all" || voice === filter.voice);
  return rows.filter((row) => row.measure === measure && items.includes(row.item) && voices.includes(row.voice) &&
    filter.outlets.has(row.outlet) && row.zone === (measure === "sourcing" ? "all" : filter.zone) && row.subset === filter.subset &&
    (kind === "lines" ? row.period !== "all" && inPeriod(row.period, filter) : row.period === "all"));
}

function draw(chart, filter) {
  const place = $(".drawing", chart), shown = rowsOf(chart, filter);
  chart.rows = shown;
  place.textContent = "";
  $(".tools", chart).hidden = !shown.length;
  if (!shown.length) {
    place.textContent = "No figures for this choice" + (chart.dataset.kind === "lines" && (filter.zone !== "all" || filter.subset !== "all") ? ": over time there are those of all zones and articles alone." : ".");
    return;
  }
  const width = Math.max(280, Math.min(760, place.clientWidth || 600));
  const svg = add(place, "svg", { width, role: "group", "aria-label": `${$("figcaption", chart).textContent}. Arrow keys go from mark to mark, Enter opens the passages.`, "font-family": "system-ui, Arial, sans-serif" });
  const height = KINDS[chart.dataset.kind](svg, shown, width);
  svg.setAttribute("height", height);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  $(".mark", svg)?.setAttribute("tabindex", 0);
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const marks = all(".mark", svg), here = marks.indexOf(document.activeElement);
    if (!step || here < 0) return;
    event.preventDefault();
    const next = marks[(here + step + marks.length) % marks.length];
    marks[here].setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
  });
}

const charts = all("figure.chart");
function drawAll(filter = chosen()) { for (const chart of charts) if (!chart.hidden) draw(chart, filter); }

// ---- downloads -----------------------------------------------------------------------------------------------

function save(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// a spreadsheet takes a cell that begins so for a formula
const plain = (value) => (typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value ?? "");
const csv = (lines) => "\ufeff" + lines.map((line) => line.map((cell) => `"${String(plain(cell)).replaceAll('"', '""')}"`).join(",")).join("\r\n") + "\r\n";

function svgText(chart) {
  const copy = $("svg", chart).cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  for (const link of all("a", copy)) link.replaceWith(...link.childNodes);
  copy.prepend(add(copy, "rect", { width: "100%", height: "100%", fill: "#ffffff" }));
  const title = add(copy, "title", {}, $("figcaption", chart).textContent);
  copy.prepend(title);
  return new XMLSerializer().serializeToString(copy);
}

function savePng(chart, name) {
  const image = new Image(), svg = $("svg", chart), scale = 2;
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = svg.width.baseVal.value * scale;
    canvas.height = svg.height.baseVal.value * scale;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(name, blob, "image/png"));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(chart))}`;
}

const COLUMNS = ["measure", "item", "voice", "outlet", "period", "zone", "subset", "value", "low", "high", "numerator", "denominator", "n_articles", "unit"];
const fileName = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
function saveChart(chart, type) {
  const name = `${fileName($("figcaption", chart).textContent)}.${type}`;
  if (type === "svg") save(name, svgText(chart), "image/svg+xml");
  else if (type === "png") savePng(chart, name);
  else save(name, csv([COLUMNS, ...chart.rows.map((row) => COLUMNS.map((column) => row[column]))]), "text/csv");
}
for (const chart of charts) {
  for (const button of all(".tools button", chart)) button.addEventListener("click", () => saveChart(chart, button.dataset.type));
}

// ---- tables --------------------------------------------------------------------------------------------------

const numberIn = (cell) => {
  const found = /[\u2212-]?[\d,]*\.?\d+/.exec((cell.querySelector("a") || cell).textContent);
  return found ? Number(found[0].replace("\u2212", "-").replaceAll(",", "")) : -Infinity;
};
const DATE = /^\d{4}-\d\d/;

function sort(table, column, head) {
  const down = head.getAttribute("aria-sort") !== "descending";
  for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = $("tbody", table), lines = all("tr", body), text = (line) => line.cells[column].textContent.trim();
  const words = column === 0 || lines.some((line) => DATE.test(text(line)));
  lines.sort((a, b) => (words ? text(b).localeCompare(text(a)) : numberIn(b.cells[column]) - numberIn(a.cells[column])) * (down ? 1 : -1));
  body.append(...lines);
}

for (const table of all("table.figures")) {
  all("thead th", table).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, column, head));
  });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool";
  button.textContent = "CSV";
  const caption = $("caption", table), name = caption.textContent;
  button.setAttribute("aria-label", `Download as CSV: ${name}`);
  button.addEventListener("click", () => {
    const lines = all("tr", table).filter((line) => !line.hidden);
    save(`${fileName(name)}.csv`, csv(lines.map((line) => [...line.cells].map((cell) => cell.innerText.trim().replace(/\s*\n\s*/g, " | ")))), "text/csv");
  });
  caption.append(" ", button);
}

// ---- the passages behind a figure ----------------------------------------------------------------------------

const panel = $("#panel");
const drawnIn = (entry) => all("a", entry).map((link) => link.hash.slice(1));

function reveal(entry) {
  $("#panel-title").textContent = $(".name", entry).textContent;
  const body = $("#panel-body"), filter = chosen();
  body.textContent = "";
  for (const list of all(".drawn", entry)) {
    const head = document.createElement("h3");
    head.textContent = $(".said", list).textContent;
    body.append(head);
    for (const link of all("a", list)) {
      const passage = document.getElementById(link.hash.slice(1)).cloneNode(true);
      passage.removeAttribute("id");
      passage.hidden = false;
      passage.classList.toggle("outside", filter.zone !== "all" && passage.dataset.zone !== filter.zone ||
        Boolean(filter.from || filter.to) && !(passage.dataset.period && inPeriod(passage.dataset.period, filter)));
      body.append(passage);
    }
  }
  $("#panel-note").hidden = !$(".outside", body);
  panel.showModal();
  panel.scrollTop = 0;
}

let before = null; // where the reader was
function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (panel.open) panel.close();
  if (target?.matches("#figures li")) return reveal(target);
  const folded = target?.closest("details");
  if (folded) {
    folded.open = true;
    target.hidden = false;
    target.scrollIntoView();
  }
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#e']");
  if (link && document.getElementById(link.getAttribute("href").slice(1))?.matches("#figures li")) {
    event.preventDefault();
    before = link;
    history.replaceState(null, "", link.getAttribute("href"));
    follow();
  }
});
panel.addEventListener("close", () => {
  if (location.hash.startsWith("#e")) history.replaceState(null, "", location.pathname + location.search);
  if (before?.isConnected) before.focus({ preventScroll: true });
});
$("#panel button").addEventListener("click", () => panel.close());
window.addEventListener("hashchange", follow);

// ---- print: everything unfolded, and folded again after ------------------------------------------------------

let folded = [];
window.addEventListener("beforeprint", () => {
  folded = all("details:not([open])");
  for (const block of folded) block.open = true;
});
window.addEventListener("afterprint", () => {
  for (const block of folded) block.open = false;
  folded = [];
});

let waiting = 0;
window.addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(drawAll, 150);
});
document.documentElement.classList.add("scripted");
apply();
follow();
