// The outbox of this page: what every lane and every form of the page keeps and delivers with.

import { Delivery } from "./delivery.js";
import { Outbox } from "./outbox.js";
import * as store from "./store.js";
import { upload } from "./upload.js";

const AGAIN = 15_000;
const others = new BroadcastChannel("afterround");
export const news = new EventTarget();

// How it stands with what is kept, as every row says it.
export const WORDS = {
  away: "Kept on this device",
  later: "Kept on this device",
  unpaired: "Kept on this device. It is not paired any more; pair it again and this is sent",
  unkept: "Only this page holds it: this device has no room. Leave the page open",
};

function hear(message) {
  news.dispatchEvent(new CustomEvent(message.now, { detail: message }));
}

// A file goes by a way that tells how far it has come.
function reach(address, options) {
  if (!(options.body instanceof FormData)) return fetch(address, options);
  const id = options.body.get("id");
  return upload(address, options, (part) => hear({ now: "sending", id, part }));
}

export const pageDelivery = () =>
  new Delivery(reach, { isPage: true, token: document.querySelector("[name=csrfmiddlewaretoken]")?.value });

export const outbox = new Outbox({
  store,
  send: (entry) => pageDelivery().send(entry),
  lock: (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work()),
  tell: (message) => {
    hear(message);
    others.postMessage(message);
  },
  kinds: ["deed", "jot", "file"], // a retrospective is delivered by its page, or by the service worker
});

others.onmessage = ({ data }) => hear(data);

// Keeps an entry here and sends it as soon as that is possible, by the browser itself where the page is gone.
export async function keepAndSend(entry, onKept) {
  const isKept = await outbox.keep(entry);
  onKept?.(isKept);
  askForSync();
  return outbox.deliver();
}

function askForSync() {
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("outbox")).catch(() => {});
}

// Words that an earlier version of the program kept elsewhere in this browser move here.
async function adoptOlder() {
  const prefix = "afterround:jot:";
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix))) {
    try {
      const jot = JSON.parse(localStorage.getItem(key));
      if (jot?.id && !(await outbox.keep({ ...jot, kind: "jot" }))) continue;
    } catch {
      // not ours to read
    }
    localStorage.removeItem(key);
  }
}

const deliverSome = async () => ((await outbox.waiting()).length ? outbox.deliver() : null);

addEventListener("online", () => outbox.deliver());
addEventListener("beforeunload", (event) => {
  if (outbox.unkept.size) event.preventDefault(); // a full disk: the browser asks before the page is closed
});
setInterval(deliverSome, AGAIN);
export const ready = adoptOlder().catch(() => {});
ready.then(deliverSome);
