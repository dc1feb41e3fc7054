// The service worker: answers without a connection from what is kept, keeps what was sent without one, and delivers.
// It holds no state of its own, so that an update may take its place at any moment.

import { Delivery } from "./delivery.js";
import { newKey } from "./new-key.js";
import { Outbox } from "./outbox.js";
import { isOurs } from "./ours.js";
import { HERE, Pages } from "./pages.js";
import * as store from "./store.js";

const PATIENCE = 4000; // milliseconds until a kept page is shown in place of one that does not come
const COOLDOWN = 30 * 60_000;
const UNREACHABLE = [502, 503, 504]; // what a proxy answers while the program does not run
const DEEDS = [/^\/rounds\/[^/]+\/cooldown\/(skip|walk)\/$/, /^\/rounds\/[^/]+\/end\/$/, /^\/rounds\/new\/$/];

const isUnreachable = (response) => UNREACHABLE.includes(response.status) && !isOurs(response);

const channel = new BroadcastChannel("afterround");
// what is being kept at this moment is waited for by a page that wipes everything
const hold = (work) => navigator.locks.request("afterround-keeping", { mode: "shared" }, work);
const pages = new Pages({ fetch: (...args) => fetch(...args), caches });
const outbox = new Outbox({
  store,
  send: sendOne,
  lock: (name, work) => navigator.locks.request(name, work),
  tell: (message) => channel.postMessage(message),
});

const note = (path, copy) => hold(() => pages.note(path, copy));

export function start({ files }) {
  addEventListener("install", (event) => event.waitUntil(pages.holdFiles(files).then(() => skipWaiting())));
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("fetch", answer);
  addEventListener("message", (event) => event.waitUntil(hear(event.data)));
  addEventListener("sync", (event) => event.waitUntil(deliverOrFail()));
  addEventListener("notificationclick", (event) => event.waitUntil(openNotified(event.notification)));
}

// A retrospective that a page is holding is that page's to send, and one whose page stands open is adopted there.
async function sendOne(entry) {
  const send = () => new Delivery((...args) => fetch(...args)).send(entry);
  if (entry.kind !== "retro") return send();
  const round = entry.address.slice(0, entry.address.lastIndexOf("/retro/"));
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open.some(({ url }) => new URL(url).pathname === `${round}/retro/`)) return { is: "later" };
  return navigator.locks.request(entry.id, { ifAvailable: true }, (lock) => (lock ? send() : { is: "later" }));
}

// The browser tries again, later, what has failed: there may be a network and still no way to the program.
async function deliverOrFail() {
  if ((await outbox.deliver()) === "away") throw new Error("no answer yet");
}

async function hear({ please }) {
  if (please === "deliver") await outbox.deliver();
  const list = please === "refresh" ? await hold(() => pages.refresh()).catch(() => null) : null;
  channel.postMessage({ ...(list ?? (await pages.list())), now: "list", isFresh: Boolean(list) });
}

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "GET" && url.pathname.startsWith("/static/")) event.respondWith(pages.file(request));
  else if (request.mode !== "navigate" || request.destination !== "document" || /^\/(open|observe)\//.test(url.pathname)) return;
  else if (request.method === "GET") event.respondWith(page(event, url.pathname));
  else if (request.method === "POST") event.respondWith(deed(request, url.pathname));
}

async function page(event, path) {
  const { url, headers } = event.request;
  // asked for anew: a link that was followed from elsewhere would no longer look like one, coming from a worker
  const network = fetch(url, { headers, credentials: "same-origin", redirect: "manual" }).then((response) => {
    if (isUnreachable(response)) throw new Error("unreachable");
    if (response.status === 403 && response.headers.get("Afterround-Refused") === "not_let_in") event.waitUntil(pages.dropPages());
    else if (response.headers.get("Content-Type")?.startsWith("text/html")) event.waitUntil(note(path, response.clone()));
    return response;
  });
  try {
    return await Promise.race([network, afterPatience(path)]);
  } catch {
    return path === "/start/" ? startOffline() : ((await pages.kept(path)) ?? (await pages.kept(HERE)) ?? Response.error());
  }
}

// Refuses after a while where there is something to show instead.
async function afterPatience(path) {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  if (path === "/start/" || (await pages.kept(path))) throw new Error("too slow");
  return new Promise(() => {});
}

// What the icon opens: the cooldown that runs by this device's clock, else the lane.
async function startOffline() {
  const now = Date.now();
  const { rounds } = await pages.list();
  const over = rounds.findLast(({ ends_at }) => Date.parse(ends_at) <= now && now < Date.parse(ends_at) + COOLDOWN);
  return Response.redirect(over?.cooldown ?? "/jot/", 303);
}

// A form that is sent without a connection. What can be done later is kept; of everything else the page says that it
// was not done, and the browser's way back leads to the form as it was filled in.
async function deed(request, path) {
  const copy = request.clone();
  try {
    const response = await fetch(request);
    if (!isUnreachable(response)) return response;
  } catch {
    // no connection
  }
  const { csrfmiddlewaretoken, ...fields } = Object.fromEntries(await copy.formData().catch(() => []));
  const canWait = DEEDS.some((shape) => shape.test(path)) && (path !== "/rounds/new/" || fields.line?.trim());
  if (!canWait) return Response.redirect(`${HERE}?undone=yes`, 303);
  await outbox.keep({ id: newKey(), kind: "deed", address: path, fields, at: new Date().toISOString() });
  registration.sync?.register("outbox").catch(() => {});
  const next = path === "/rounds/new/" ? "/jot/" : path.replace(/(cooldown|end)\/.*$/, "cooldown/");
  return Response.redirect(next, 303);
}

async function openNotified(notification) {
  notification.close();
  const address = notification.data?.address ?? "/start/";
  const open = await clients.matchAll({ type: "window" });
  const there = open.find(({ url }) => new URL(url).pathname === address) ?? open[0];
  if (!there) return clients.openWindow(address);
  await there.focus();
  return new URL(there.url).pathname === address ? null : there.navigate(address);
}
