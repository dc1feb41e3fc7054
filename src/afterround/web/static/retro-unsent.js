// The changes of one page that the server has not confirmed, kept in this browser's storage under a key of the
// page's own. Each page holds a lock for as long as it lives; when a page goes with changes left, the next one that
// gets its lock takes them over.

import { newKey } from "./new-key.js";

const isDeletion = ([key]) => Number(key.endsWith(":deleted"));

export class Unsent {
  // `adopt` takes the entries of a page that is gone and answers with those it could not take yet.
  constructor(address, adopt) {
    const prefix = `afterround:retro:${new URL(address).pathname}:`;
    this.key = prefix + newKey();
    this.adopt = adopt;
    this.entries = new Map();
    this.held = new Set();
    const left = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    navigator.locks?.request(this.key, () => new Promise(() => {}));
    for (const key of left) {
      if (navigator.locks) navigator.locks.request(key, () => this.takeOver(key));
      else this.takeOver(key);
    }
  }

  async takeOver(key) {
    await customElements.whenDefined("line-list");
    const text = localStorage.getItem(key);
    if (!text) return;
    const left = this.adopt(JSON.parse(text));
    if (left.length) localStorage.setItem(key, JSON.stringify(left));
    else localStorage.removeItem(key);
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

  store() {
    try {
      if (this.entries.size) localStorage.setItem(this.key, JSON.stringify([...this.entries]));
      else localStorage.removeItem(this.key);
    } catch {
      // a full disk: the page itself still holds it, and says that it is not saved
    }
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
