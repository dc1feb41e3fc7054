// Every page: brings the service worker in, says above the page when it is a kept one and what waits on this device,
// and has the next rounds' ends at hand. It waits until the page stands, so that nobody has to wait for it.

const html = document.documentElement;
const channel = new BroadcastChannel("afterround");
const isLetIn = !document.querySelector("[data-not-let-in]");
let waiting = { count: 0, is: "" };
let isConnected = false;
let hasCalls = false; // once a round was known, its going has to be heard of too

const clock = (moment) => new Date(moment).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

function sentences() {
  const { keptAt } = html.dataset;
  const { count, stuck, is } = waiting;
  const said = [];
  if (keptAt && isConnected) said.push(`There is a connection again. This page is as of ${clock(keptAt)}.`);
  else if (keptAt) said.push(`No connection to Afterround. This page is as of ${clock(keptAt)}; what you write is kept here.`);
  if (!count) return said;
  const things = count === 1 ? "1 thing is" : `${count} things are`;
  if (is === "unpaired" || !isLetIn) said.push(`${things} kept on this device and sent once it is paired again.`);
  else if (count === stuck) said.push(`${things} kept on this device and could not be taken.`);
  else said.push(`${things} kept on this device and sent when there is a connection.`);
  return said;
}

function show() {
  const said = sentences().join(" ");
  const note = document.querySelector(".kept-note") ?? document.createElement("div");
  if (!said) return note.remove();
  if (note.firstChild?.textContent === said) return undefined;
  const words = Object.assign(document.createElement("p"), { textContent: said });
  words.setAttribute("role", "status");
  note.className = "kept-note";
  note.replaceChildren(words);
  if (html.dataset.keptAt && isConnected) note.append(link(location.href, "Load it anew"));
  if (waiting.count && location.pathname !== "/here/") note.append(link("/here/", "See what waits"));
  if (!note.isConnected) document.getElementById("main")?.prepend(note);
  return undefined;
}

const link = (href, textContent) => Object.assign(document.createElement("a"), { href, textContent, className: "go" });

function hear({ data }) {
  if (data.now === "waiting") waiting = data;
  if (data.isFresh || data.is === "saved") isConnected = true;
  if (data.is === "away") isConnected = false;
  if (data.now === "list" && (data.rounds.length || hasCalls)) {
    hasCalls = true;
    import("./calls.js").then(({ expect }) => expect(data.rounds, ask, data.isFresh));
  }
  show();
}

async function ask(please) {
  const worker = await navigator.serviceWorker?.ready;
  worker?.active?.postMessage({ please });
}

async function begin() {
  try {
    if (isLetIn) await navigator.serviceWorker?.register("/sw.js", { type: "module", updateViaCache: "none" });
  } catch {
    // a private window or an old browser: the pages work, but only with a connection; the worker that is here already
    // goes on, whatever came in place of a new one
    if (!navigator.serviceWorker?.controller) return;
  }
  ask("deliver");
  if (isLetIn) ask("refresh");
}

channel.addEventListener("message", hear);
addEventListener("online", () => ask("deliver"));
setInterval(() => (waiting.count ? ask("deliver") : null), 15_000); // the program may be back without the network's doing
addEventListener("load", () => setTimeout(begin, 50));
document.addEventListener("retro-saved", () => later());
document.addEventListener("jot-saved", () => later());

// The kept copy follows what was written, a moment later.
let timer;
function later() {
  clearTimeout(timer);
  timer = setTimeout(() => ask("refresh"), 1000);
}

show();
