// The room works without this; with it, a slow step says that it is under way, and progress is seen as it comes.
"use strict";
document.querySelector("#problem")?.focus();
const busy = document.querySelector("#busy");
for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    if (form.dataset.busy && busy) busy.textContent = form.dataset.busy;
  });
}
// Back from the next page, forms may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
  if (busy) busy.textContent = "";
});
const bar = document.querySelector("#bar");
async function look() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const there = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = there.querySelector("#bar");
    if (!now) { location.reload(); return; }
    for (const name of ["value", "max"]) {
      if (now.hasAttribute(name)) bar.setAttribute(name, now.getAttribute(name));
    }
    const steps = document.querySelector("#steps");
    const then = there.querySelector("#steps");
    if (steps && then && steps.outerHTML !== then.outerHTML) steps.replaceWith(then);
    // A live region is read out whenever it is written to, also with the same words.
    for (const id of ["now", "count"]) {
      const place = document.getElementById(id);
      const text = there.getElementById(id).textContent;
      if (place.textContent !== text) place.textContent = text;
    }
  } catch { /* the server may be busy; look again */ }
  setTimeout(look, 700);
}
if (bar) setTimeout(look, 700);
