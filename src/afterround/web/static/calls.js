// The call at a round's end: in every open page, and as a notification where this device may show one.

const COOLDOWN = 30 * 60_000;
const AHEAD = 24 * 3600_000;
const timers = new Map();
const asking = []; // to be called once the server has answered
let known = [];

// `rounds` are those that end soon or have just ended; `ask("refresh")` brings them up to date.
export function expect(rounds, ask, isFresh) {
  known = rounds;
  for (const round of rounds) {
    const left = Date.parse(round.ends_at) - Date.now();
    clearTimeout(timers.get(round.id));
    if (left > 0 && left < AHEAD) timers.set(round.id, setTimeout(() => check(round.id, ask), left + 500));
  }
  if (isFresh) for (const done of asking.splice(0)) done();
}

// It may have been ended, moved or deleted meanwhile: the server is asked first, and is not waited for.
async function check(id, ask) {
  await new Promise((resolve) => {
    asking.push(resolve);
    setTimeout(resolve, 3000);
    ask("refresh");
  });
  const round = known.find((found) => found.id === id);
  const since = round ? Date.now() - Date.parse(round.ends_at) : -1;
  if (since >= 0 && since < COOLDOWN) call(round);
}

function call(round) {
  const words = Object.assign(document.createElement("p"), { textContent: `${round.name} has ended. Breathe first.` });
  const note = Object.assign(document.createElement("div"), { className: "call" });
  note.setAttribute("role", "alert");
  note.append(words, Object.assign(document.createElement("a"), { href: round.cooldown, className: "button primary", textContent: "To the cooldown" }));
  document.querySelector(".call")?.remove();
  document.getElementById("main")?.prepend(note);
  document.title = `Ended: ${round.name} · Afterround`;
  notify(round);
}

// One for each round, whatever the number of open pages: they share the tag.
async function notify({ id, name, cooldown }) {
  if (globalThis.Notification?.permission !== "granted") return;
  const worker = await navigator.serviceWorker?.ready;
  await worker?.showNotification(`${name} has ended`, {
    body: "Breathe first. Jots are open.",
    tag: `ended-${id}`,
    icon: document.querySelector("link[rel=apple-touch-icon]")?.href,
    data: { address: cooldown },
  });
}
