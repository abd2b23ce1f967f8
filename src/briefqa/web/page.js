// The page's script. Gradio runs it once, when the component `router` is there, with that component's `element` and
// `trigger`. The address says what is shown: whatever a person does becomes an address, is sent with the event "go", and
// `arrived` is called when the answer is in place.
const status = element.querySelector("#status");
const view = () => document.querySelector("#results .view");
const box = () => document.querySelector("#question textarea, #question input");
const wide = window.matchMedia("(min-width: 60rem)");
const NO_ANSWER = 15000;
// After a lost connection Gradio makes the page anew; what the script listened for before ends then.
window.briefqa?.end();
const life = new AbortController();
let shown = location.search;
// How many answers were shown, for scripts that use the page and must know when the next is there.
let answers = 0;
let waiting = null;
let focus = "";

document.documentElement.lang = "en-GB";
// One scheme of colours, whose contrasts are checked; Gradio would follow the system's dark mode half-way.
document.body.classList.remove("dark");

function say(text) {
  status.textContent = text;
}

function go(query, {push = true, typed = false, first = false, then = "answer"} = {}) {
  if (push && query !== location.search) history.pushState(null, "", query || location.pathname);
  shown = location.search;
  focus = then;
  clearTimeout(waiting);
  waiting = setTimeout(lost, NO_ANSWER);
  if (query) say("Searching…");
  const before = view();
  before?.setAttribute("aria-busy", "true");
  remember(before, new URLSearchParams(query).get("q"));
  send({query, typed, first, index: first ? "" : before?.dataset.index ?? ""});
}

// One at a time, and of those that wait the last: Gradio itself would send the words of the first once more.
let sent = false;
let next = null;
function send(message) {
  if (sent) {
    next = message;
    return;
  }
  sent = true;
  next = null;
  trigger("go", message);
}

function lost() {
  sent = false;
  next = null;
  say("There is no answer yet. Check that the page is still being served, then search again.");
  view()?.removeAttribute("aria-busy");
}

// What a person opened and selected stays so when what it belongs to is still there.
let open = {};
let picked = new Set();
let control = null;
let question = null;
function remember(root, next) {
  for (const part of root?.querySelectorAll("details[data-keep]") ?? []) open[part.dataset.keep] = part.open;
  const boxes = next === question ? root?.querySelectorAll("input[name=pick]:checked") : [];
  picked = new Set([...boxes ?? []].map((one) => one.value));
  question = next;
  const active = document.activeElement;
  control = active?.form?.id === "narrow" ? {name: active.name, value: active.value} : null;
}

function arrived() {
  sent = false;
  if (next) {
    send(next);
    return;
  }
  clearTimeout(waiting);
  settle();
  const now = view();
  if (!now) return;
  document.title = now.dataset.title;
  answers += 1;
  document.body.dataset.answers = answers;
  say(now.dataset.summary);
  const problem = "problem" in now.dataset;
  box()?.setAttribute("aria-invalid", String(problem));
  if (problem) box()?.setAttribute("aria-describedby", "problem");
  else box()?.removeAttribute("aria-describedby");
  if (focus === "answer" && !problem) moveTo(now.querySelector("[data-focus]"));
  else if (focus.startsWith("#")) moveTo(now.querySelector(focus));
  else if (control) choice(now)?.focus({preventScroll: true});
}

// The browser's own idea of boxes and folds, which outlives a change of the HTML, is set to what the HTML says.
function settle() {
  const now = view();
  document.body.classList.toggle("asked", Boolean(location.search));
  if (!now) return;
  now.removeAttribute("aria-busy");
  for (const one of now.querySelectorAll("input[type=checkbox], input[type=radio]")) {
    one.checked = one.hasAttribute("checked") || (one.name === "pick" && picked.has(one.value));
  }
  for (const part of now.querySelectorAll("details[data-keep]")) {
    const kept = open[part.dataset.keep] ?? ("wide" in part.dataset && wide.matches);
    part.open = kept || part.hasAttribute("open");
  }
}

function choice(root) {
  return [...root.querySelectorAll("#narrow input")].find(
    (one) => one.name === control.name && one.value === control.value);
}

function moveTo(target) {
  if (!target) return;
  target.focus({preventScroll: true});
  const top = target.getBoundingClientRect().top;
  if (top < 0 || top > window.innerHeight / 2) {
    (focus === "answer" ? status : target).scrollIntoView({block: "start"});
  }
}

// A new question keeps the filters of the one before.
function ask(question) {
  const given = new URLSearchParams(location.search);
  for (const name of ["q", "entry", "show"]) given.delete(name);
  go(`?${new URLSearchParams([["q", question ?? ""], ...given])}`, {typed: true});
}

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Only pages from this machine or over https have a clipboard; the older way works on all.
    const carrier = document.createElement("textarea");
    carrier.value = text;
    document.body.append(carrier);
    carrier.select();
    document.execCommand("copy");
    carrier.remove();
    button.focus();
  }
  say("Citation copied.");
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 3000);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='?']");
  if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    const more = link.dataset.more;
    go(link.getAttribute("href"), {then: more ? `#result-${more}` : "answer"});
  }
  // Gradio gives the page a base address, to which "#…" alone would lead back.
  const place = event.target.closest?.("a[href^='#']")?.getAttribute("href");
  if (place) {
    event.preventDefault();
    focus = place;
    moveTo(document.querySelector(place));
  }
  const button = event.target.closest?.("button[data-copy], button[data-print]");
  if (button && "print" in button.dataset) window.print();
  else if (button) copy(button);
}, {signal: life.signal});

document.addEventListener("change", (event) => {
  if (event.target.form?.id !== "narrow") return;
  const given = [...new FormData(event.target.form)].filter(([name, value]) => value || name === "q");
  go(`?${new URLSearchParams(given)}`, {then: ""});
}, {signal: life.signal});

document.addEventListener("submit", (event) => {
  if (event.target.id === "narrow") event.preventDefault();
}, {signal: life.signal});

window.addEventListener("popstate", () => {
  if (location.search !== shown) go(location.search, {push: false});
}, {signal: life.signal});

window.briefqa = {ask, arrived, end: () => life.abort()};

// The components are put in place one after the other; an address with a question waits for the last.
(function begin() {
  if (!view() || !box()) requestAnimationFrame(begin);
  // Who was quick has asked already.
  else if (!sent) go(location.search, {push: false, first: true});
})();
