// Sends one entry of the outbox and says what became of it:
//   { is: "saved", answer }     the server has it
//   { is: "refused", problem }  the server will never take it as it is
//   { is: "later" }             not yet: something it belongs to must come first, or Afterround could not just now
//   { is: "unpaired" }          this device is not let in any more
//   { is: "away" }              no answer, or one that is not Afterround's
// `fetch` is an argument, so that a test can stand for the network.

import { isOurs } from "./ours.js";

const PATIENCE = 20_000;
const A_BYTE = 0.05; // milliseconds to wait for each byte of a file: 20 KB a second
const KEPT_ALIVE = 60_000; // browsers take no more from a page that is closing

const REQUESTS = {
  jot: ({ id, text, lane, round, at }) => ["/jots/", { id, text, lane, round, at }],
  deed: ({ address, fields, at }) => [address, { ...fields, at }],
  retro: ({ address, entries }) => [address, retroFields(entries)],
  file: ({ id, blob, name, media, round, jot, at }) => ["/attachments/", { id, kind: media, round, jot, at, file: [blob, name] }],
};

export function retroFields(entries) {
  const fields = {};
  for (const [key, { value, read, section }] of entries) {
    fields[`f:${key}`] = value;
    fields[`v:${key}`] = read;
    if (section) fields[`s:${key.split(":")[0]}`] = section;
  }
  return fields;
}

export class Delivery {
  // A page gives the token of its own form, so that what it sends while it is being closed needs no other request.
  constructor(fetch, { isPage = false, token = "" } = {}) {
    Object.assign(this, { fetch, isPage, token });
  }

  async send(entry) {
    try {
      this.token ||= await this.freshToken();
      const first = await this.post(entry);
      if (first.is !== "stale") return first;
      this.token = await this.freshToken();
      const second = await this.post(entry);
      return second.is === "stale" ? { is: "away" } : second;
    } catch (error) {
      return error instanceof Unpaired ? { is: "unpaired" } : { is: "away" };
    }
  }

  // A form's token may be older than the pairing: then, and where there is no form, a fresh one is asked for.
  async freshToken() {
    const answer = await this.fetch("/token.json", { headers: { Accept: "application/json" }, ...this.manners(0) });
    if (answer.status === 403 && (await codeOf(answer)) === "not_let_in") throw new Unpaired();
    if (!answer.ok || !isOurs(answer)) throw new Error(`no token: ${answer.status}`);
    return (await answer.json()).token;
  }

  async post(entry) {
    const [address, fields] = REQUESTS[entry.kind](entry);
    const body = entry.kind === "file" ? new FormData() : new URLSearchParams();
    const sent = new Date().toISOString(); // tells how wrong this device's clock is
    for (const [name, value] of Object.entries({ ...fields, sent, csrfmiddlewaretoken: this.token })) {
      if (Array.isArray(value)) body.append(name, ...value);
      else body.append(name, value ?? "");
    }
    const size = entry.blob?.size ?? body.toString().length;
    const answer = await this.fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      ...this.manners(size),
    });
    return this.read(answer, entry);
  }

  manners(size) {
    return {
      redirect: "manual",
      credentials: "same-origin",
      cache: "no-store",
      keepalive: this.isPage && size < KEPT_ALIVE,
      signal: AbortSignal.timeout(PATIENCE + Math.ceil(size * A_BYTE)),
    };
  }

  async read(answer, entry) {
    if (answer.status === 413) return { is: "refused", problem: "This is too large for the way to your computer." };
    if (!isOurs(answer)) return { is: "away" };
    if (answer.ok) return { is: "saved", answer: await answer.json() };
    const said = await bodyOf(answer);
    if (answer.status === 403) return { is: { not_let_in: "unpaired", csrf: "stale" }[said.code] ?? "away" };
    if (answer.status === 404 && said.code === "not_found") return this.withoutItsPlace(entry, said);
    if (answer.status === 422 && entry.kind === "retro" && said.versions) return { is: "saved", answer: said };
    if ([409, 422].includes(answer.status) && said.code) return { is: "refused", problem: problemIn(said) };
    if (answer.status === 400 && said.code) return { is: "refused", problem: said.message };
    return { is: said.code ? "later" : "away" }; // a mistake of ours may be mended; it holds up nothing else
  }

  // What its round or its jot was deleted under is kept all the same, without them.
  withoutItsPlace(entry, said) {
    if (entry.kind === "jot" && entry.round) return this.post({ ...entry, round: "" });
    if (entry.kind === "file" && entry.jot) return { is: "later" };
    if (entry.kind === "file" && entry.round) return this.post({ ...entry, round: "" });
    return { is: "refused", problem: said.message };
  }
}

class Unpaired extends Error {}

const bodyOf = async (answer) => {
  try {
    return (await answer.json()) ?? {};
  } catch {
    return {};
  }
};
const codeOf = async (answer) => (await bodyOf(answer)).code;
const problemIn = ({ problems, message }) => Object.values(problems ?? {})[0] ?? message;
