// The page's script, behind places.js and failing.js. Gradio runs them once, when the component `router` is there, with that component's
// `element` and `trigger`. The address says what is shown: whatever a person does becomes an address, is sent with the
// event "go", and `arrived` is called when the answer is in place.
const status = element.querySelector("#status");
const box = () => document.querySelector("#question textarea, #question input");
const NO_ANSWER = 15000;
// After a lost connection Gradio makes the page anew; what the script listened for before ends then.
window.briefqa?.end();
const life = new AbortController();
let shown = location.search;
// How many answers were shown, for scripts that use the page and must know when the next is there.
let answers = 0;
let waiting = null;
let focus = "";
// What was asked for last, to ask once more.
let last = {};
// Where a person was in what is on its way, if they have been there.
let place = null;

document.documentElement.lang = "en-GB";
// One scheme of colours, whose contrasts are checked; Gradio would follow the system's dark mode half-way.
document.body.classList.remove("dark");

function say(text) {
  status.textContent = text;
}

function go(query, {push = true, typed = false, first = false, then = "answer"} = {}) {
  // Back and Forward have left it already: the history has moved on.
  if (push) keepPlace();
  leavePlace();
  if (push && query !== location.search) history.pushState(null, "", query || location.pathname);
  place = push ? null : history.state?.place;
  shown = location.search;
  focus = then;
  last = {typed, first, then};
  clearTimeout(waiting);
  waiting = setTimeout(giveUp, NO_ANSWER);
  if (query) say("Searching…");
  else if (!failure.hidden) say("Loading…");
  const before = view();
  before?.setAttribute("aria-busy", "true");
  const active = document.activeElement;
  control = active?.form?.id === "narrow" ? {name: active.name, value: active.value} : null;
  remember(new URLSearchParams(query).get("q"));
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
  failed = null;
  trigger("go", message);
}

// What narrows the answer keeps the focus.
let control = null;

function arrived() {
  sent = false;
  if (next) {
    send(next);
    return;
  }
  clearTimeout(waiting);
  document.body.classList.toggle("asked", Boolean(location.search));
  const now = view();
  now?.removeAttribute("aria-busy");
  if (failed) {
    showFailure();
    say("There is a problem: no answer came.");
    return;
  }
  if (!now) return;
  clearFailure();
  // A patient's number stays in no address.
  if (now.dataset.private) {
    history.replaceState(null, "", now.dataset.private);
    shown = location.search;
    question = new URLSearchParams(shown).get("q");
  }
  settle(now);
  if (place) pickAsAt(place);
  for (const one of now.querySelectorAll("[data-address]")) one.textContent = location.href;
  document.title = now.dataset.title;
  answers += 1;
  document.body.dataset.answers = answers;
  say([now.dataset.summary, tellUnseen(now)].join(" ").trim());
  const problem = "problem" in now.dataset;
  box()?.setAttribute("aria-invalid", String(problem));
  if (problem) box()?.setAttribute("aria-describedby", "problem");
  else box()?.removeAttribute("aria-describedby");
  there = true;
  if (place && returnTo(place)) return;
  if (focus === "answer" && !problem) moveTo(now.querySelector("[data-focus]"));
  else if (focus.startsWith("#")) moveTo(now.querySelector(focus));
  else if (control) choice(now)?.focus({preventScroll: true});
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
    // Back leads to the link again; where that is was kept when it was clicked.
    if (!("private" in view().dataset)) history.pushState(null, "");
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
  // Two entries of the history may be the same view, at different places.
  else if (there && history.state?.place) returnTo(history.state.place);
}, {signal: life.signal});

watchPlaces(life.signal);
watchFailures(() => go(location.search, {push: false, ...last}), life.signal);

window.briefqa = {ask, arrived, end: () => life.abort()};

// The components are put in place one after the other; an address with a question waits for the last.
(function begin() {
  if (!view() || !box()) requestAnimationFrame(begin);
  // Who was quick has asked already.
  else if (!sent) go(location.search, {push: false, first: true});
})();
