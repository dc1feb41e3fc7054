// What was made on this device and is not on the server yet. Kept here first, then delivered; delivering twice keeps
// it once, because its key was made here. Store, sending and lock are arguments, so that a test can stand for each.

const ORDER = ["deed", "jot", "file", "retro"]; // a round comes before its jots, a jot before its photo
const ALONE = "afterround:deliver";

export class Outbox {
  // `kinds` are those that are delivered from here; `lock(name, work)` lets one worker deliver at a time.
  constructor({ store, send, lock, tell, kinds = ORDER }) {
    Object.assign(this, { store, send, lock, tell, kinds });
    this.unkept = new Map();
  }

  // Answers whether it is on the disk. Where it is not, for want of space, this page holds it and still delivers.
  async keep(entry) {
    try {
      await this.store.put(entry);
      this.unkept.delete(entry.id);
      return true;
    } catch {
      this.unkept.set(entry.id, entry);
      return false;
    }
  }

  // In the order in which it has to arrive.
  async waiting() {
    const kept = await this.store.all().catch(() => []);
    const held = [...this.unkept.values()].filter(({ id }) => !kept.some((entry) => entry.id === id));
    const place = ({ kind }) => ORDER.indexOf(kind);
    return [...kept, ...held].sort((a, b) => place(a) - place(b) || a.at.localeCompare(b.at));
  }

  // Sends what waits, one after the other; answers how the last sending went, or "idle" where there was none.
  deliver() {
    this.again = Boolean(this.running);
    this.running ??= this.lock(ALONE, () => this.pass()).finally(() => {
      this.running = undefined;
      if (this.again) this.deliver();
    });
    return this.running;
  }

  async pass() {
    let outcome = { is: "idle" }; // nothing was to be sent
    for (const entry of await this.waiting()) {
      if (entry.problem || !this.kinds.includes(entry.kind)) continue;
      outcome = await this.send(entry);
      await this.settle(entry, outcome);
      if (outcome.is === "unpaired" || outcome.is === "away") break;
    }
    const left = await this.waiting();
    const stuck = left.filter(({ problem }) => problem).length;
    this.tell({ now: "waiting", count: left.length, stuck, is: outcome.is });
    return outcome.is;
  }

  async settle(entry, { is, answer, problem }) {
    const { id, kind } = entry;
    const refused = answer?.refused ?? {};
    if (is === "saved" && Object.keys(refused).length) {
      const left = entry.entries.filter(([key]) => refused[key]); // the rest of the retrospective was taken
      await this.keep({ ...entry, entries: left, problem: Object.values(refused)[0] });
      this.tell({ now: "refused", id, kind, problem: Object.values(refused)[0] });
    } else if (is === "saved") {
      await this.forget(entry);
      this.tell({ now: "saved", id, kind, address: entry.address, answer });
    } else if (is === "refused") {
      await this.keep({ ...entry, problem });
      this.tell({ now: "refused", id, kind, problem });
    } else {
      this.tell({ now: "kept", id, kind, is });
    }
  }

  // Where the disk refuses even that, it is sent once more some day, which changes nothing.
  async forget(entry) {
    this.unkept.delete(entry.id);
    await this.store.remove(entry).catch(() => {});
  }
}
