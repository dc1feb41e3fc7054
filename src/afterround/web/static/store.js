// What waits on this device, in IndexedDB: the one place that knows its database. Pages and the service worker share
// it, so that either can deliver. An entry has an `id` made here and a `kind`; `stamp` changes with each writing.

import { newKey } from "./new-key.js";

export const DATABASE = "afterround";
const VERSION = 1;
const OUTBOX = "outbox";
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, VERSION);
    asked.onupgradeneeded = () => asked.result.createObjectStore(OUTBOX, { keyPath: "id" });
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const database = asked.result;
      database.onclose = () => (opened = undefined);
      database.onversionchange = () => {
        database.close(); // a newer program, or unpairing, wants it
        opened = undefined;
      };
      resolve(database);
    };
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

// Runs `work` on the store and answers what its request gave, once all of it is on the disk.
async function transact(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(OUTBOX, mode, { durability: "strict" });
    const asked = work(transaction.objectStore(OUTBOX));
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? asked?.error);
  });
}

// The commit is asked for at once: a page that is closed right after must not take the words along.
export function put(entry) {
  const stamped = { ...entry, stamp: newKey() };
  return transact("readwrite", (store) => {
    const asked = store.put(stamped);
    store.transaction.commit?.();
    return asked;
  }).then(() => stamped);
}

export const all = () => transact("readonly", (store) => store.getAll());
export const get = (id) => transact("readonly", (store) => store.get(id));

// Lets an entry go, but not one that was written again since it was read.
export function remove({ id, stamp }) {
  return transact("readwrite", (store) => {
    store.get(id).onsuccess = ({ target }) => {
      if (target.result && (!stamp || target.result.stamp === stamp)) store.delete(id);
    };
  });
}

export function wipe() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(DATABASE);
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error);
  });
}
