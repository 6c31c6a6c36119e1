"use strict";
// The runs, as the server tells them; everything is put on the page as text, never as markup.
const runs = new Map();
const cards = new Map();
const byId = (id) => document.getElementById(id);
const SILENCE = 10000;
let heard = 0;
let heardAt = null;

const STATES = { running: 5, stalled: 0, differs: 1, unusable: 2, paused: 3, interrupted: 4, wiped: 6, over: 6 };
const PROBLEMS = new Set(["stalled", "differs", "unusable", "paused", "interrupted"]);

function rate(value) {
  return value ? (value / 1048576).toFixed(1) + " MiB/s" : "–";
}

function time(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const hours = Math.floor(seconds / 3600);
  if (hours >= 100) return Math.floor(hours / 24) + "d " + (hours % 24) + "h";
  const two = (n) => String(n).padStart(2, "0");
  return two(hours) + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(Math.floor(seconds) % 60);
}

function size(bytes) {
  const names = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < names.length - 1) { value /= 1024; unit++; }
  return (unit && value % 1 ? value.toFixed(1) : value) + " " + names[unit];
}

function name(run) {
  return (run.device || run.key).split("/").pop();
}

function stateOf(run) {
  return run.condition || run.state;
}

function word(run) {
  const state = stateOf(run);
  const bad = (run.bad_bytes || 0) + (run.unread_bytes || 0) > 0;
  const text = state === "running" ? (run.phase === "verify" ? "verifying" : "writing")
    : state === "wiped" && bad ? "wiped, bad" : state;
  return (PROBLEMS.has(state) ? "! " : "") + text;
}

function natural(a, b) {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  return a.localeCompare(b, "en", { numeric: true });
}

const ORDERS = {
  device: () => 0,
  bay: (a, b) => natural(a.bay, b.bay),
  state: (a, b) => STATES[stateOf(a)] - STATES[stateOf(b)],
  done: (a, b) => (b.progress_percent || 0) - (a.progress_percent || 0),
  speed: (a, b) => (a.bytes_per_second || Infinity) - (b.bytes_per_second || Infinity) || 0,
  eta: (a, b) => (a.eta_seconds ?? Infinity) - (b.eta_seconds ?? Infinity) || 0,
  model: (a, b) => natural(a.model, b.model),
};

function element(parent, tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

function fact(parent, className, label) {
  const made = element(parent, "div", "fact " + className);
  const value = element(made, "b", "", "–");
  return { box: made, value, label: element(made, "small", "", label) };
}

function card(key) {
  const box = document.createElement("article");
  const who = element(box, "div", "who");
  const made = { box, device: element(who, "span", "device"), bay: element(who, "span", "bay") };
  made.drive = element(box, "div", "drive");
  const bar = element(box, "div", "bar");
  const track = element(bar, "div", "track");
  track.setAttribute("role", "progressbar");
  made.track = track;
  made.fill = element(track, "span", "fill");
  made.percent = element(bar, "span", "percent");
  made.plan = element(box, "div", "plan");
  made.speed = fact(box, "speed", "speed");
  made.eta = fact(box, "eta", "time left");
  made.temp = fact(box, "temp", "drive");
  made.errors = fact(box, "errors", "errors");
  made.state = element(box, "div", "state");
  made.note = element(box, "div", "note");
  cards.set(key, made);
  return made;
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function draw(run) {
  const on = cards.get(run.key) || card(run.key);
  const state = stateOf(run);
  const going = run.state === "running";
  const percent = run.progress_percent || 0;
  on.box.className = "run " + state;
  put(on.device, name(run));
  put(on.bay, run.bay || "");
  put(on.drive, [run.model, run.serial].filter(Boolean).join(" · "));
  on.fill.style.width = percent + "%";
  on.track.setAttribute("aria-valuenow", String(percent));
  put(on.percent, run.state === "unusable" ? "" : (percent >= 100 ? "100.0" : (Math.floor(percent * 10) / 10).toFixed(1)) + " %");
  put(on.plan, run.method ? run.method + ", pass " + run.pass + "/" + run.passes + ", "
    + size(run.bytes_done) + " of " + size(run.bytes_total) : "");
  put(on.speed.value, going ? rate(run.bytes_per_second) : "–");
  put(on.speed.label, "average " + (run.average_bytes_per_second ? (run.average_bytes_per_second / 1048576).toFixed(1) : "–"));
  put(on.eta.value, going ? time(run.eta_seconds) : "–");
  put(on.temp.value, run.celsius === null || run.celsius === undefined ? "–" : run.celsius + " °C");
  const bad = (run.bad_bytes || 0) + (run.unread_bytes || 0);
  put(on.errors.value, bad ? size(bad) : "none");
  on.errors.box.classList.toggle("some", bad > 0);
  put(on.state, word(run));
  put(on.note, run.failure || run.note || "");
}

function tally() {
  const all = [...runs.values()];
  const counts = new Map();
  let speed = 0;
  for (const run of all) {
    counts.set(stateOf(run), (counts.get(stateOf(run)) || 0) + 1);
    if (run.state === "running") speed += run.bytes_per_second || 0;
  }
  const parts = [all.length + (all.length === 1 ? " drive" : " drives")];
  if (speed) parts.push(speed < 1073741824 ? rate(speed) : (speed / 1073741824).toFixed(2) + " GiB/s");
  for (const [state, count] of counts) parts.push(count + " " + state);
  put(byId("tally"), parts.join(" · "));
  byId("none").hidden = all.length > 0;
  document.title = all.some((run) => PROBLEMS.has(stateOf(run)) && stateOf(run) !== "interrupted") ? "! wipeit" : "wipeit";
}

function arrange() {
  const order = ORDERS[byId("sort").value] || ORDERS.device;
  const sorted = [...runs.values()].sort((a, b) => order(a, b) || natural(name(a), name(b)) || natural(a.key, b.key));
  const main = byId("runs");
  sorted.forEach((run, i) => {
    const box = cards.get(run.key).box;
    if (main.children[i] !== box) main.insertBefore(box, main.children[i] || null);
  });
}

function hear() {
  heard = performance.now();
  heardAt = new Date();
  byId("lost").hidden = true;
  document.body.classList.remove("lost");
}

function lost() {
  if (!heardAt) put(byId("tally"), "not connected");
  put(byId("since"), heardAt ? heardAt.toLocaleTimeString() : "never");
  byId("lost").hidden = false;
  document.body.classList.add("lost");
}

function connect() {
  const events = new EventSource("events");
  events.addEventListener("snapshot", (event) => {
    hear();
    runs.clear();
    for (const run of JSON.parse(event.data)) { runs.set(run.key, run); draw(run); }
    for (const [key, on] of cards) if (!runs.has(key)) { on.box.remove(); cards.delete(key); }
    tally();
    arrange();
  });
  events.addEventListener("run", (event) => {
    hear();
    const run = JSON.parse(event.data);
    runs.set(run.key, run);
    draw(run);
    tally();
    arrange();
  });
  events.addEventListener("beat", hear);
  events.addEventListener("error", () => {
    lost();
    // A browser gives up on an answer that is no stream of events, such as "too many".
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
  });
}

// The cookie has the token now; it need not be read off the wall.
if (location.search) history.replaceState(null, "", location.pathname);
setInterval(() => { if (performance.now() - heard > SILENCE) lost(); }, 1000);
byId("sort").addEventListener("change", arrange);
connect();
