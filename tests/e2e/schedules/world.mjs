// A small world for the outbox: chance that can be repeated, a disk that fills up, a network that loses, doubles and
// delays, and a server that keeps the rules of the real one (tests/web/test_offline.py holds the two together).

export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { next, happens: (odds) => next() < odds, below: (count) => Math.floor(next() * count) };
}

const pause = () => new Promise((resolve) => setImmediate(resolve));

export class Disk {
  constructor(luck) {
    this.luck = luck;
    this.entries = new Map();
    this.isFull = false;
    this.writings = 0;
  }

  async put(entry) {
    await pause();
    if (this.isFull) throw new DOMException("full", "QuotaExceededError");
    this.entries.set(entry.id, structuredClone({ ...entry, stamp: ++this.writings }));
  }

  async all() {
    await pause();
    return structuredClone([...this.entries.values()]);
  }

  async remove({ id, stamp }) {
    await pause();
    if (this.isFull && this.luck.happens(0.5)) throw new DOMException("full", "QuotaExceededError");
    if (!stamp || this.entries.get(id)?.stamp === stamp) this.entries.delete(id);
  }
}

const json = (status, body) => Response.json(body, { status, headers: { "Afterround-Answer": "yes" } });

export class Server {
  constructor() {
    this.token = "token-1";
    this.isPaired = true;
    this.hasRound = true;
    this.jots = [];
    this.deeds = [];
    this.fields = new Map();
    this.others = [];
  }

  pairAnew() {
    this.isPaired = true;
    this.token = `token-${Number(this.token.slice(6)) + 1}`;
  }

  answer(address, body) {
    if (!this.isPaired) return json(403, { code: "not_let_in" });
    if (address === "/token.json") return json(200, { token: this.token });
    const said = Object.fromEntries(body);
    if (said.csrfmiddlewaretoken !== this.token) return json(403, { code: "csrf" });
    if (address === "/jots/") return this.takeJot(said);
    if (address.endsWith("/walk/")) return this.takeDeed(address, said);
    return this.takeFields(said);
  }

  takeJot({ id, text, round }) {
    if (!text.trim()) return json(422, { code: "invalid", message: "words", problems: { text: "Say what you noticed." } });
    if (this.jots.some((jot) => jot.id === id)) return json(200, { id, clock: "10:00", text, strike: "/" });
    if (round && !this.hasRound) return json(404, { code: "not_found", message: "There is no such round." });
    this.jots.push({ id, text, round });
    return json(201, { id, clock: "10:00", text, strike: "/" });
  }

  takeDeed(address, { at }) {
    if (!this.hasRound) return json(404, { code: "not_found", message: "There is no such round." });
    if (!this.deeds.includes(at)) this.deeds.push(at);
    return json(200, { done: true });
  }

  // As in core/retro_fields.py: what was written on top of what was read is taken, all else is kept beside it.
  takeFields(said) {
    if (!this.hasRound) return json(404, { code: "not_found", message: "There is no such round." });
    const versions = {};
    for (const [name, value] of Object.entries(said).filter(([found]) => found.startsWith("f:"))) {
      const key = name.slice(2);
      const now = this.fields.get(key) ?? { value: "", version: 0 };
      if (value !== now.value) {
        if (Number(said[`v:${key}`]) === now.version) this.fields.set(key, { value, version: now.version + 1 });
        else if (!this.others.includes(value)) this.others.push(value);
      }
      versions[key] = this.fields.get(key)?.version ?? 0;
    }
    return json(200, { versions, others: {}, refused: {}, clashes: [], states: {} });
  }
}

// The program itself, over HTTP, as a browser with these cookies would reach it. It stays paired and keeps its round.
export class RealServer {
  constructor(url, cookie) {
    Object.assign(this, { url, cookie, isPaired: true, hasRound: true });
  }

  pairAnew() {}

  async answer(address, body) {
    const isRead = address === "/token.json";
    const headers = { Accept: "application/json", Cookie: this.cookie, Origin: this.url };
    const answer = await fetch(this.url + address, isRead ? { headers } : { method: "POST", body, headers, redirect: "manual" });
    const made = answer.headers.getSetCookie().find((set) => set.startsWith("afterround_csrf="));
    if (made) this.cookie = `${this.cookie.split("; ")[0]}; ${made.split(";")[0]}`;
    return answer;
  }
}

// `reach(address, body)` is the server; each request may be lost before it, after it, doubled, or come much later.
export class Network {
  constructor(luck, reach) {
    Object.assign(this, { luck, reach, isDown: false, isCalm: false, late: [] });
    this.fetch = this.fetch.bind(this);
  }

  async fetch(address, { method, body } = {}) {
    await pause();
    const { luck } = this;
    if (this.isCalm) return this.reach(address, body);
    if (this.isDown || luck.happens(0.15)) throw new TypeError("the request was lost");
    if (luck.happens(0.05)) return new Response("<h1>Bad gateway</h1>", { status: 502 });
    if (luck.happens(0.05)) return Response.json({ token: "token-1", clock: "10:00" }); // a proxy's yes is none of ours
    if (method === "POST" && luck.happens(0.1)) {
      this.late.push(() => this.reach(address, body)); // overtaken by others, and given up by its sender
      throw new DOMException("too slow", "TimeoutError");
    }
    const answer = await this.reach(address, body);
    if (method === "POST" && luck.happens(0.1)) await this.reach(address, body);
    if (luck.happens(0.15)) throw new TypeError("the answer was lost");
    return answer;
  }

  async arriveLate() {
    while (this.late.length) await this.late.splice(this.luck.below(this.late.length), 1)[0]();
  }
}
