// Where a person is in what the page shows: what is opened and selected, how far it is scrolled, and what was used last.
// Some of it stays from one view to the next. All of it is kept with the view's entry in the browser's history, which
// belongs to this window and ends with it, so that Back and Forward lead to the same place, also from another site: then
// the page is loaded anew. Of a question that nothing must be kept of, nothing is.
const CONTROLS = ":is(#masthead, #ask, #results) :is(a[href], button, summary, input:not([type=hidden]), textarea)";
const PARTS = ":is(#masthead, #results) details[data-keep]";
const OF_QUESTION = ".card, .whole";
// Milliseconds for which nobody scrolls or moves on; browsers allow few changes of the history a second.
const REST = 200;
const view = () => document.querySelector("#results .view");
const picks = () => [...document.querySelectorAll("#results input[name=pick]")];
const wide = window.matchMedia("(min-width: 60rem)");
// The browser would scroll before the answer is there.
history.scrollRestoration = "manual";

// The parts that are about one question, and what is selected, only while the question stays: also what is selected and
// not shown for now, as filters hide it. Each time that a question is asked has a number, by which Back knows its own.
let opened = {};
let openedHere = {};
let picked = new Set();
let question = null;
let asking = Math.random();
function remember(next) {
  keepPicks();
  if (next !== question) openedHere = {};
  for (const part of document.querySelectorAll(PARTS)) {
    if (!part.closest(OF_QUESTION)) opened[part.dataset.keep] = part.open;
    else if (next === question) openedHere[part.dataset.keep] = part.open;
  }
  if (next !== question) {
    picked = new Set();
    asking = Math.random();
  }
  question = next;
}

function keepPicks() {
  for (const one of picks()) one.checked ? picked.add(one.value) : picked.delete(one.value);
}

// What was selected at a place, unless it is of the question as it is asked now: then what is selected now counts.
function pickAsAt(place) {
  if (place.asking === asking) keepPicks();
  else {
    picked = new Set(place.picked);
    asking = place.asking;
  }
  for (const one of picks()) one.checked = picked.has(one.value);
}

// Says how many selected entries are not shown, beside the buttons that save the others; "" where all are.
function tellUnseen(now) {
  const here = new Set(picks().map((one) => one.value));
  const count = [...picked].filter((one) => !here.has(one)).length;
  const text = count === 1
    ? "1 entry you selected is not shown now and will not be saved. Remove filters or show more entries to see it again."
    : `${count} entries you selected are not shown now and will not be saved. Remove filters or show more entries to see them again.`;
  const told = now.querySelector(".unseen");
  if (told) {
    told.hidden = !count;
    told.textContent = count ? text : "";
  }
  return count ? text : "";
}

// The browser's own idea of boxes and folds, which outlives a change of the HTML, is set to what the HTML says.
function settle(now) {
  for (const one of now.querySelectorAll("input[type=checkbox], input[type=radio]")) {
    one.checked = one.hasAttribute("checked") || (one.name === "pick" && picked.has(one.value));
  }
  const known = {...opened, ...openedHere};
  for (const part of now.querySelectorAll("details[data-keep]")) {
    const kept = known[part.dataset.keep] ?? ("wide" in part.dataset && wide.matches);
    part.open = kept || part.hasAttribute("open");
  }
}

// Whether what is shown belongs to the address in the bar; not from when another is asked for until it is there.
let there = false;
let used = null;
let resting = null;
function keepPlace() {
  clearTimeout(resting);
  const now = view();
  if (!there || !now) return;
  keepPicks();
  const place = {
    index: now.dataset.index,
    scroll: window.scrollY,
    opened: [...document.querySelectorAll(PARTS)].filter((part) => part.open).map((part) => part.dataset.keep),
    asking,
    picked: [...picked],
    used: [...document.querySelectorAll(CONTROLS)].indexOf(used ?? document.activeElement),
  };
  history.replaceState({...history.state, place: "private" in now.dataset ? null : place}, "");
}

function keepPlaceSoon() {
  clearTimeout(resting);
  resting = setTimeout(keepPlace, REST);
}

// What is scrolled and used from now on is no longer in the place that was kept.
function leavePlace() {
  clearTimeout(resting);
  there = false;
  used = null;
}

// Back to a place; false where the view is another than it was, as the briefs were updated.
function returnTo(place) {
  const now = view();
  for (const part of document.querySelectorAll(PARTS)) part.open = place.opened.includes(part.dataset.keep);
  pickAsAt(place);
  if (place.index !== now.dataset.index) return false;
  const target = document.querySelectorAll(CONTROLS)[place.used] ?? now.querySelector("[data-focus]");
  target?.focus({preventScroll: true});
  window.scrollTo({top: place.scroll, behavior: "instant"});
  return true;
}

function watchPlaces(signal) {
  const watch = (name, heed, capture = false) => document.addEventListener(name, heed, {signal, capture});
  watch("focusin", (event) => {
    used = event.target;
    keepPlaceSoon();
  });
  // Not every browser gives a link the focus that is clicked. This comes before what the click does.
  watch("click", (event) => {
    used = event.target.closest?.(CONTROLS) ?? used;
    keepPlace();
  }, true);
  watch("scroll", keepPlaceSoon);
  watch("change", keepPlaceSoon);
  // It does not bubble.
  watch("toggle", keepPlaceSoon, true);
}
