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
const COLOURS = ["#0067a3", "#b58629", "#27117a", "#3d98d1", "#3e0c20", "#6c3435"]; // as .c0 to .c5 of the style
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
  const digits = row.high - row.low < 0.02 ? 1 : 0; // a narrow one
  const ends = [row.low, row.high].map((end) => minus(isShare(row.unit) ? (100 * end).toFixed(digits) : end.toFixed(2)));
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
  const spread = interval(row) && ` (${Math.round(100 * data.level)}\u00a0% interval ${interval(row)})`;
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
  for (const part of all("tr[data-outlet], details[data-outlet]")) part.hidden = !filter.outlets.has(part.dataset.outlet);
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

function stepOf(wide) { // a round number of which about four make `wide`
  const rough = wide / 4, power = 10 ** Math.floor(Math.log10(rough || 1));
  return [1, 2, 2.5, 5, 10].map((part) => part * power).find((part) => part >= rough) || 1;
}
function steps(most) { // round numbers from 0 to about `most`
  const step = stepOf(most);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, place) => place * step);
}
function stepsBetween(from, to) {
  const step = stepOf(to - from), first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step + 1e-9) - first + 1) }, (_, place) => (first + place) * step);
}

function scaleOf(shown) { // the top of the axis and its ticks
  const ends = shown.flatMap((row) => [row.value, row.high]).filter((end) => end !== null);
  const most = Math.max(1e-9, ...ends), ticks = steps(most);
  return isShare(shown[0].unit) && ticks.at(-1) > 1 ? { top: 1, ticks: ticks.filter((tick) => tick <= 1) } : { top: ticks.at(-1), ticks };
}
const tickText = (tick, unit) => (isShare(unit) ? `${+(100 * tick).toFixed(1)}\u00a0%` : `${+tick.toFixed(3)}`);

// each outlet a row; own voice filled, others hollow
function dots(svg, shown, width, zoom) {
  const outlets = [...new Set(shown.map((row) => row.outlet))];
  const voices = [...new Set(shown.map((row) => row.voice))].sort().reverse();
  const value = (outlet) => shown.find((row) => row.outlet === outlet && row.voice === voices[0])?.value ?? -1;
  outlets.sort((a, b) => value(b) - value(a));
  const left = Math.min(170, width * 0.34), high = voices.length > 1 ? 30 : 24, { top } = scaleOf(shown);
  const [from, to] = zoom.map((part) => part * top), ticks = zoom[1] - zoom[0] < 1 ? stepsBetween(from, to) : scaleOf(shown).ticks;
  const within = (number) => Math.max(from, Math.min(number, to));
  const x = (number) => left + ((within(number) - from) / (to - from)) * (width - left - 18);
  svg.axis = { left, right: width - 18, said: `${tickText(from, shown[0].unit)} to ${tickText(to, shown[0].unit)}` };
  legend(svg, voices.map((voice, place) => [VOICES[voice] || voice, place]), (place) => `c${place} ${place ? "hollow" : "fill"}`);
  for (const tick of ticks) {
    add(svg, "line", { x1: x(tick), x2: x(tick), y1: 24, y2: 30 + outlets.length * high, class: "grid" });
    add(svg, "text", { x: x(tick), y: 44 + outlets.length * high, class: "quiet", "text-anchor": "middle", "font-size": 11 }, tickText(tick, shown[0].unit));
  }
  outlets.forEach((outlet, line) => {
    const middle = 28 + (line + 0.5) * high;
    add(svg, "text", { x: left - 10, y: middle + 4, class: "ink", "text-anchor": "end", "font-size": 12 }, cut(outlet, Math.floor(left / 8)));
    for (const row of shown.filter((each) => each.outlet === outlet && each.value >= from - 1e-9 && (each.value <= to + 1e-9 || to >= top))) {
      const place = voices.indexOf(row.voice), y = middle + (voices.length > 1 ? (place ? 6 : -6) : 0), link = mark(svg, row);
      if (row.small) link.classList.add("small");
      if (row.low !== null) add(link, "line", { x1: x(Math.max(0, row.low)), x2: x(row.high), y1: y, y2: y, class: `c${place} line` });
      shape(link, SHAPES[place], x(row.value), y, { class: `c${place} ${place ? "hollow" : "fill"}` });
    }
  });
  return 54 + outlets.length * high;
}

// each outlet a line over time, with its intervals as a ribbon
function lines(svg, given, width, zoom) {
  const has = given.map((row) => row.period).sort(), calendar = data.names.period.filter((period) => period !== "all");
  const whole = calendar.slice(calendar.indexOf(has[0]), calendar.indexOf(has.at(-1)) + 1);
  const first = Math.min(Math.round(zoom[0] * whole.length), whole.length - 1);
  const periods = whole.slice(first, Math.max(first + 1, Math.round(zoom[1] * whole.length)));
  const inside = given.filter((row) => periods.includes(row.period)), shown = inside.length ? inside : given.slice(0, 1);
  svg.axis = { left: 52, right: width - 12, said: `${periods[0]} to ${periods.at(-1)}` };
  const size = {};
  for (const row of given) size[row.outlet] = (size[row.outlet] || 0) + row.denominator;
  const outlets = Object.keys(size).sort((a, b) => size[b] - size[a]).slice(0, MOST_LINES);
  const kept = inside.filter((row) => outlets.includes(row.outlet)), { top, ticks } = scaleOf(kept.length ? kept : shown);
  const above = legend(svg, outlets.map((outlet, place) => [outlet, place]), (place) => `c${place} fill`, width), high = 200;
  const x = (period) => 52 + ((periods.indexOf(period) + 0.5) / periods.length) * (width - 64);
  const y = (number) => above + high - (Math.min(number, top) / top) * high;
  // days without articles of an outlet, as a band below the axis in its colour
  outlets.forEach((outlet, place) => {
    const begin = calendar.indexOf(periods[0]);
    const at = (where) => 52 + ((Math.min(Math.max(where - begin, -0.5), periods.length - 0.5) + 0.5) / periods.length) * (width - 64);
    for (const [owner, start, end] of data.gaps) {
      const wide = at(end) - at(start);
      if (data.names.outlet[owner] !== outlet || wide <= 0) continue;
      const band = add(svg, "rect", { x: at(start), y: above + high + 26 + 7 * place, width: wide, height: 4, class: `c${place} fill`, opacity: 0.55 });
      add(band, "title", {}, `${outlet}: days without articles`);
    }
  });
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
  return above + high + 28 + (data.gaps.length ? 7 * outlets.length + 4 : 0);
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
  const outlets = [...new Set(shown.map((row) => row.outlet))];
  const items = data.names.item.filter((item) => shown.some((row) => row.item === item)); // as the table has them
  const name = (item) => data.headings[item] || item;
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
  $(".zoomed", chart).textContent = "";
  chart.classList.toggle("empty", !shown.length);
  if (!shown.length) {
    place.textContent = ": not drawn, there are no figures for this choice" + (chart.dataset.kind === "lines" && (filter.zone !== "all" || filter.subset !== "all") ? ": over time there are those of all zones and articles alone." : ".");
    return;
  }
  const width = Math.max(280, Math.min(760, place.clientWidth || 600));
  const svg = add(place, "svg", { width, role: "group", "aria-label": `${$("figcaption", chart).textContent}. Arrow keys go from mark to mark, Enter opens the passages${zooms(chart) ? "; plus, minus and 0 zoom in, out and back, Shift with an arrow moves along" : ""}.`, "font-family": "system-ui, Arial, sans-serif" });
  const zoom = chart.zoom || WHOLE;
  const height = KINDS[chart.dataset.kind](svg, shown, width, zoom);
  if (chart.zoom) $(".zoomed", chart).textContent = `Shown: ${svg.axis.said}`;
  svg.setAttribute("height", height);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  $(".mark", svg)?.setAttribute("tabindex", 0);
  if (zooms(chart)) dragged(svg, (from, to) => zoomTo(chart, from, to));
  svg.addEventListener("keydown", (event) => {
    if (zooms(chart) && zoomKey(chart, event)) return;
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

// ---- zoom: by drag, button or key; `chart.zoom` holds both ends as parts of the whole axis ---------------------

const WHOLE = [0, 1], CLOSEST = 1 / 32;
const zooms = (chart) => chart.dataset.kind !== "stack"; // shares of a whole are seen whole

function zoomTo(chart, from, to) {
  const wide = Math.min(1, Math.max(CLOSEST, to - from)), start = Math.max(0, Math.min(from, 1 - wide));
  const here = document.activeElement, label = chart.contains(here) && here.matches(".mark") ? here.getAttribute("aria-label") : null;
  chart.zoom = wide < 1 ? [start, start + wide] : null;
  draw(chart, chosen());
  if (label === null) return;
  const marks = all(".mark", chart), again = marks.find((mark) => mark.getAttribute("aria-label") === label) || marks[0];
  for (const mark of marks) mark.setAttribute("tabindex", mark === again ? 0 : -1);
  (again || $("[data-zoom=reset]", chart)).focus();
}
function zoomBy(chart, how) {
  const [from, to] = chart.zoom || WHOLE, middle = (from + to) / 2, half = (to - from) / 2;
  if (how === "reset") zoomTo(chart, 0, 1);
  else zoomTo(chart, middle - half * (how === "in" ? 0.5 : 2), middle + half * (how === "in" ? 0.5 : 2));
}
function zoomKey(chart, event) {
  const how = { "+": "in", "=": "in", "-": "out", 0: "reset" }[event.key], [from, to] = chart.zoom || WHOLE;
  const aside = event.shiftKey && { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || !(how || aside)) return false;
  event.preventDefault();
  if (how) zoomBy(chart, how); else zoomTo(chart, from + aside * (to - from) / 4, to + aside * (to - from) / 4);
  return true;
}
function dragged(svg, done) { // a stretch of the axis that is drawn over by mouse or pen; a finger scrolls the page
  let begun = null, shade = null, moved = false;
  const at = (event) => {
    const box = svg.getBoundingClientRect(), { left, right } = svg.axis, scale = svg.viewBox.baseVal.width / box.width;
    return Math.max(0, Math.min(1, ((event.clientX - box.left) * scale - left) / (right - left)));
  };
  const end = () => { shade?.remove(); begun = shade = null; };
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => { moved = false; if (event.button === 0 && event.pointerType !== "touch") begun = event; });
  svg.addEventListener("pointermove", (event) => {
    if (!begun || Math.abs(event.clientX - begun.clientX) < 8) return;
    if (!shade) {
      svg.setPointerCapture(begun.pointerId);
      shade = add(svg, "rect", { class: "shade", y: 0, height: "100%", fill: "#0067a3", opacity: 0.18, "pointer-events": "none" });
    }
    moved = true;
    const ends = [at(begun), at(event)].sort((a, b) => a - b), wide = svg.axis.right - svg.axis.left;
    shade.setAttribute("x", svg.axis.left + ends[0] * wide);
    shade.setAttribute("width", (ends[1] - ends[0]) * wide);
  });
  svg.addEventListener("pointerup", (event) => {
    if (!shade) return end();
    const ends = [at(begun), at(event)].sort((a, b) => a - b), [from, to] = svg.closest("figure").zoom || WHOLE;
    end();
    done(from + ends[0] * (to - from), from + ends[1] * (to - from));
  });
  svg.addEventListener("pointercancel", end);
  svg.addEventListener("click", (event) => { if (moved) { event.preventDefault(); event.stopPropagation(); } }, true);
}

const charts = all("figure.chart");
for (const chart of charts) {
  for (const button of all("[data-zoom]", chart)) button.addEventListener("click", () => zoomBy(chart, button.dataset.zoom));
}
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
const plain = (value) => (typeof value === "string" && /^ *[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value ?? "");
const csv = (lines) => "\ufeff" + lines.map((line) => line.map((cell) => `"${String(plain(cell)).replaceAll('"', '""')}"`).join(",")).join("\r\n") + "\r\n";

function captionLines(chart, most) { // the caption in lines of about so many letters, then what the marks are
  const lines = [""];
  for (const word of $("figcaption", chart).textContent.trim().split(/\s+/)) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= most) lines.push("");
    lines[lines.length - 1] += (lines.at(-1) && " ") + word;
  }
  if (chart.dataset.kind === "stack") return [...lines, ""];
  const pale = chart.rows.some((row) => row.small) ? " Pale: few articles." : "";
  return [...lines, `${Math.round(100 * data.level)}\u00a0% intervals.${pale}`];
}

function svgText(chart) {
  const copy = $("svg", chart).cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  for (const link of all("a", copy)) {
    if (link.classList.contains("small")) for (const part of link.children) part.setAttribute("opacity", 0.5);
    link.replaceWith(...link.childNodes);
  }
  // above the drawing what it shows, which on the page stands beside it
  const { width, height } = $("svg", chart).viewBox.baseVal, said = captionLines(chart, width / 7.2), above = 16 * said.length + (said.at(-1) ? 4 : -8);
  said.forEach((line, place) => add(copy, "text", { x: 4, y: 16 * (place + 1) - above - 4, ...INKS.ink, "font-size": 12, "font-weight": place < said.length - 1 ? 600 : 400 }, line));
  copy.setAttribute("height", height + above);
  copy.setAttribute("viewBox", `0 ${-above} ${width} ${height + above}`);
  copy.prepend(add(copy, "rect", { y: -above, width: "100%", height: height + above, fill: "#ffffff" }));
  const title = add(copy, "title", {}, $("figcaption", chart).textContent);
  copy.prepend(title);
  return new XMLSerializer().serializeToString(copy);
}

function savePng(chart, name) {
  const image = new Image(), svg = $("svg", chart), scale = 2;
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = svg.width.baseVal.value * scale;
    canvas.height = canvas.width * (image.naturalHeight / image.naturalWidth);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(name, blob, "image/png"));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(chart))}`;
}

const COLUMNS = ["measure", "item", "voice", "outlet", "period", "zone", "subset", "value", "low", "high", "numerator", "denominator", "n_articles", "unit"];
const fileName = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 100);
function saveChart(chart, type) {
  const name = `${fileName($("figcaption", chart).textContent)}.${type}`;
  if (type === "svg") save(name, svgText(chart), "image/svg+xml");
  else if (type === "png") savePng(chart, name);
  else save(name, csv([COLUMNS, ...chart.rows.map((row) => COLUMNS.map((column) => row[column]))]), "text/csv");
}
for (const chart of charts) {
  for (const button of all(".tools [data-type]", chart)) button.addEventListener("click", () => saveChart(chart, button.dataset.type));
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
