// <this-device>: puts the program among this device's apps, allows it to call, and, on a form with data-unpair, wipes
// all that is kept here, after asking about what has not been sent.

import { outbox, ready } from "./outbox-here.js";
import { wipe } from "./store.js";

const WORKER_ENDS = 3000; // milliseconds

const say = (element, words) => {
  element.textContent = words;
  element.hidden = false;
};

class ThisDevice extends HTMLElement {
  connectedCallback() {
    this.install = this.querySelector("[data-install]");
    this.calls = this.querySelector("[data-calls]");
    this.state = this.querySelector("[data-calls-state]");
    addEventListener("beforeinstallprompt", (event) => this.offer(event));
    if (matchMedia("(display-mode: standalone)").matches) this.querySelector("[data-how]").hidden = true;
    this.calls.addEventListener("click", () => this.allow());
    this.showCalls();
  }

  offer(event) {
    event.preventDefault();
    this.install.hidden = false;
    this.install.onclick = async () => {
      await event.prompt();
      this.install.hidden = true;
    };
  }

  showCalls() {
    const permission = globalThis.Notification?.permission;
    this.calls.hidden = permission !== "default";
    if (!permission) say(this.state, "This browser shows no notifications. An open page of Afterround calls all the same.");
    if (permission === "granted") say(this.state, "You will be called when a round ends, as long as Afterround is open, also behind other apps.");
    if (permission === "denied") say(this.state, "Notifications are blocked in this browser's settings. An open page calls all the same.");
  }

  async allow() {
    await Notification.requestPermission();
    this.showCalls();
  }
}

customElements.define("this-device", ThisDevice);

async function wipeCaches() {
  for (const name of await caches.keys()) await caches.delete(name);
}

// A page that the service worker was let have before the pairing ended may be about to be kept: that is waited for.
async function wipeAll() {
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.unregister();
  const wait = { signal: AbortSignal.timeout(WORKER_ENDS) };
  await navigator.locks.request("afterround-keeping", wait, wipeCaches).catch(wipeCaches);
  await wipe().catch(() => {}); // the answer to the form has told the browser to do the same
  localStorage.clear();
  sessionStorage.clear();
}

// What is not sent yet is lost with the pairing: that is asked about, and may be sent first.
async function mayUnpair() {
  await ready;
  const before = await outbox.waiting();
  if (before.length) await outbox.deliver();
  const left = (await outbox.waiting()).length;
  if (!left) return true;
  const things = left === 1 ? "1 thing is" : `${left} things are`;
  return confirm(`${things} kept on this device and could not be sent. Unpairing deletes what is kept here. Unpair all the same?`);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-unpair]")) return;
  event.preventDefault();
  if (!(await mayUnpair())) return;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "manual" });
    if (!answer.ok && answer.type !== "opaqueredirect") throw new Error(String(answer.status));
  } catch {
    const said = form.querySelector(".problem") ?? form.appendChild(document.createElement("p"));
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = "That needs a connection. Nothing was changed.";
    return;
  }
  await wipeAll();
  location.replace("/open/?left=yes");
});
