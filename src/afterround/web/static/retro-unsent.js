// The changes of one page that the server has not confirmed, kept on this device under a key of the page's own. Each
// page holds a lock for as long as it lives; when a page goes with changes left, the next one that gets its lock takes
// them over, or the service worker sends them.

import { newKey } from "./new-key.js";
import { all, get, put, remove } from "./store.js";

const isDeletion = ([key]) => Number(key.endsWith(":deleted"));

export class Unsent {
  // `adopt` takes the entries of a page that is gone and answers with those it could not take yet; `onKept` hears
  // whether what was typed last is on this device.
  constructor(address, adopt, onKept = () => {}) {
    this.address = new URL(address).pathname;
    this.key = `retro:${newKey()}`;
    this.adopt = adopt;
    this.onKept = onKept;
    this.entries = new Map();
    this.held = new Set();
    navigator.locks?.request(this.key, () => new Promise(() => {}));
    this.writing = Promise.resolve();
    this.ready = this.lookForOthers();
  }

  async lookForOthers() {
    await adoptOlder(this.address);
    const left = await all().catch(() => []);
    for (const { id } of left.filter((found) => found.kind === "retro" && found.address === this.address)) {
      if (id === this.key) continue;
      if (navigator.locks) navigator.locks.request(id, () => this.takeOver(id));
      else await this.takeOver(id);
    }
  }

  async takeOver(id) {
    await customElements.whenDefined("line-list");
    const record = await get(id);
    if (!record) return;
    const left = this.adopt(record.entries);
    await this.written(); // what was taken over lies under this page's key before the other's goes
    if (left.length) await put({ ...record, entries: left });
    else await remove(record);
  }

  get(key) {
    return this.entries.get(key);
  }

  put(key, entry) {
    this.held.delete(key);
    this.entries.set(key, entry);
    this.store();
  }

  // Refused: it stays here and is not sent again until it is changed.
  hold(key) {
    this.held.add(key);
  }

  drop(key) {
    this.held.delete(key);
    this.entries.delete(key);
    this.store();
  }

  // What is to be sent; deletions last, so that words sent with one do not undo it.
  batch() {
    return [...this.entries].filter(([key]) => !this.held.has(key)).sort((a, b) => isDeletion(a) - isDeletion(b));
  }

  // Writings are begun at once and in order, so that the last one holds. A full disk: the page itself still has it.
  store() {
    const { key: id, address } = this;
    const entries = [...this.entries];
    const at = new Date().toISOString();
    const written = entries.length ? put({ id, kind: "retro", address, entries, at }) : remove({ id });
    this.writing = written.then(
      () => this.onKept(true),
      () => this.onKept(false),
    );
  }

  written() {
    return this.writing;
  }
}

// Changes that an earlier version of the program kept elsewhere in this browser move here.
async function adoptOlder(address) {
  const prefix = `afterround:retro:${address}:`;
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix))) {
    try {
      const entries = JSON.parse(localStorage.getItem(key));
      await put({ id: `retro:${key.slice(prefix.length)}`, kind: "retro", address, entries, at: new Date().toISOString() });
    } catch {
      continue; // no room: it stays where it is
    }
    localStorage.removeItem(key);
  }
}

// Takes what a page that is gone had not sent; answers with what has to wait because it is being changed here too.
export function adopt(entries, unsent, sheet) {
  const waits = entries.filter(([key]) => unsent.get(key));
  for (const [key, entry] of entries.filter((found) => !waits.includes(found))) {
    const [line, name] = key.split(":");
    if (name === "deleted") {
      if (entry.value) document.getElementById(`line-${line}`)?.remove();
      unsent.put(key, entry);
      continue;
    }
    sheet.makeRow(line, entry.section);
    const read = sheet.value(key) === entry.sent ? sheet.version(key) : entry.read;
    if (sheet.value(key) !== entry.value) unsent.put(key, { ...entry, read });
    sheet.show(key, entry.value);
  }
  return waits;
}
