// The draft of an import: what is typed is kept a moment later, and the page says so. Without this script every
// button keeps it.

const form = document.querySelector("#draft");
const state = form.querySelector(".bar .state");
let waiting = 0;
let sending = Promise.resolve();
let isOld = false;

async function keep() {
  const data = new FormData(form);
  data.set("do", "save");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!answer.ok) {
      isOld = answer.status === 409;
      say(isOld ? "Changed in another window; press a button to see both" : "Not kept yet", "here");
      return;
    }
    form.elements.version.value = (await answer.json()).version;
    say("Kept", "saved");
  } catch {
    say("Not kept yet: no connection", "here");
  }
}

function say(words, is) {
  state.dataset.is = is;
  state.title = words;
  state.querySelector("span")?.remove();
  const said = document.createElement("span");
  said.textContent = ` (${words})`;
  state.append(said);
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  if (isOld) return;
  waiting = setTimeout(() => (sending = sending.then(keep)), 800);
});

// A pressed button sends the whole form; what is on its way has to arrive first, or its version would be old.
form.addEventListener("submit", async (event) => {
  clearTimeout(waiting);
  if (!event.submitter || event.submitter.dataset.waited || isOld) return;
  event.preventDefault();
  const button = event.submitter; // the event forgets it
  await sending;
  await new Promise((then) => setTimeout(then)); // while this event is heard, no other is sent
  button.dataset.waited = "yes";
  form.requestSubmit(button);
});
