// What keeps an answer from coming, told at once, in the page's own words. Gradio would lay a notice over the page, which
// fails the accessibility checks, leave what was there below it, and load the page anew once its server is back. So it is
// told that nothing changes, and what happened is shown here.
const failure = element.querySelector("#failure");
const WHY = {
  lost: "The page cannot reach its server. Check your network connection, and that the page is still being served, then "
    + "try again. Once your network is back, the page tries again by itself.",
  refused: "The page’s server did not answer as it should. Try again. If this goes on, load the page anew, and tell those "
    + "who look after it.",
  late: "There is no answer yet. Check that the page is still being served, then try again.",
};
const NOTHING_CHANGES = {data: Array(3).fill({__type__: "update"})};
const plainFetch = window.fetch;
// Why there is no answer to what was sent last, or null.
let failed = null;
let request = null;

window.fetch = async (address, given) => {
  if (!String(address?.url ?? address).includes("/run/predict")) return plainFetch(address, given);
  request = new AbortController();
  try {
    const answer = await plainFetch(address, {...given, signal: request.signal});
    const text = await answer.text();
    // A proxy's own page may come with a good status, too.
    if (answer.ok && "data" in JSON.parse(text)) return new Response(text, answer);
    failed = "refused";
  } catch (error) {
    failed ??= error instanceof SyntaxError ? "refused" : "lost";
  } finally {
    request = null;
  }
  return Response.json(NOTHING_CHANGES);
};

// Nothing that comes later may stand under what is asked next.
function giveUp() {
  failed = "late";
  if (request) request.abort();
  else arrived();
}

function showFailure() {
  const active = document.activeElement;
  const homeless = active === document.body || view()?.contains(active);
  failure.querySelector("p").textContent = WHY[failed];
  failure.hidden = false;
  document.body.classList.add("failed");
  document.title = failure.dataset.title;
  if (homeless) failure.querySelector("h2").focus();
}

function clearFailure() {
  if (failure.hidden) return;
  // The focus is on the button that is about to go.
  if (failure.contains(document.activeElement)) box()?.focus({preventScroll: true});
  failure.hidden = true;
  document.body.classList.remove("failed");
}

function watchFailures(again, signal) {
  failure.querySelector("button").addEventListener("click", again, {signal});
  window.addEventListener("online", () => {
    if (failed === "lost") again();
  }, {signal});
  signal.addEventListener("abort", () => {
    window.fetch = plainFetch;
  });
}
