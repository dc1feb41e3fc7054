// The pages that open without a connection, and the files they need, in the browser's cache. Which pages those are
// the server says (/kept.json): what is being written and what is due, and nothing else of the notebook.

import { newKey } from "./new-key.js";
import { isOurs } from "./ours.js";

const PAGES = "afterround-pages";
const FILES = "afterround-files";
export const HERE = "/here/"; // the page that stands for every other one
const LIST = "/kept.json";
const KEPT_AT = "afterround-kept-at";
const ONCE = /name="once" value="[^"]*"/g;

// A page as it is kept: with the moment it was kept at, by this device's clock.
async function asKept(response) {
  const headers = new Headers(response.headers);
  headers.set(KEPT_AT, new Date().toISOString());
  return new Response(await response.blob(), { headers });
}

// The list with its rounds' ends as this device's clock, however wrong it is, will show them.
function byThisClock(list, keptAt) {
  const skew = Date.parse(keptAt) - Date.parse(list.now) || 0;
  const end = ({ ends_at }) => new Date(Date.parse(ends_at) + skew).toISOString();
  return { ...list, rounds: list.rounds.map((round) => ({ ...round, ends_at: end(round) })) };
}

const isPage = (response) => response.ok && isOurs(response);

export class Pages {
  constructor({ fetch, caches }) {
    Object.assign(this, { fetch, caches });
  }

  async list() {
    const found = await (await this.caches.open(PAGES)).match(LIST);
    return found ? byThisClock(await found.json(), found.headers.get(KEPT_AT)) : { pages: [], rounds: [], version: "" };
  }

  // Brings everything up to date; what the server does not name any more goes, so a deleted round leaves no copy.
  // Answers the new list, or null where there was no answer to be had.
  async refresh() {
    const answer = await this.ask(LIST).catch(() => null);
    if (answer?.headers.get("Afterround-Refused") === "not_let_in") await this.dropPages();
    if (!answer?.ok || !isOurs(answer)) return null;
    const cache = await this.caches.open(PAGES);
    await cache.put(LIST, await asKept(answer));
    const list = await this.list();
    const wanted = [HERE, ...list.pages];
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname !== LIST && !wanted.includes(pathname)) await cache.delete(request);
    }
    const done = await Promise.allSettled(wanted.map((path) => this.keepAnew(path)));
    if (done.every(({ value }) => value)) await this.dropOldFiles(list.version);
    return list;
  }

  ask(path) {
    const headers = { "Afterround-Keep": "yes" }; // only to be kept: nobody opens this page now
    return this.fetch(path, { headers, credentials: "same-origin", cache: "no-store", redirect: "manual" });
  }

  async keepAnew(path) {
    const response = await this.ask(path);
    if (isPage(response)) await (await this.caches.open(PAGES)).put(path, await asKept(response));
    return isPage(response);
  }

  // A page that was just opened is kept as it stands, if it is one that is to be kept.
  async note(path, response) {
    if (!isPage(response)) return;
    const { pages } = await this.list();
    if (path === HERE || pages.includes(path)) await (await this.caches.open(PAGES)).put(path, await asKept(response));
  }

  // The kept page, which says of itself since when; undefined where there is none. Each time it is opened its forms
  // get keys of their own, as from the server: what is sent from it on two days is done twice.
  async kept(path) {
    const found = await (await this.caches.open(PAGES)).match(path);
    if (!found) return undefined;
    const text = await found.text();
    const said = text.replace("<html ", `<html data-kept-at="${found.headers.get(KEPT_AT)}" `);
    return new Response(said.replace(ONCE, () => `name="once" value="${newKey()}"`), { headers: found.headers });
  }

  async file(request) {
    const cache = await this.caches.open(FILES);
    const found = await cache.match(request);
    if (found) return found;
    const answer = await this.fetch(request);
    if (answer.ok && isOurs(answer)) await cache.put(request, answer.clone());
    return answer;
  }

  async holdFiles(addresses) {
    const cache = await this.caches.open(FILES);
    const hold = async (address) => {
      const answer = await this.fetch(address);
      if (!answer.ok || !isOurs(answer)) throw new Error(`not to be had: ${address}`);
      await cache.put(address, answer);
    };
    await Promise.all(addresses.map(hold));
  }

  // Files of an earlier version go once no kept page names them any more.
  async dropOldFiles(version) {
    const cache = await this.caches.open(FILES);
    for (const request of await cache.keys()) {
      if (!new URL(request.url).pathname.startsWith(`/static/${version}/`)) await cache.delete(request);
    }
  }

  // A device that is let in no more keeps no page of the notebook; the page for what waits here holds nothing of it.
  async dropPages() {
    if (!(await this.caches.has(PAGES))) return;
    const cache = await this.caches.open(PAGES);
    for (const request of await cache.keys()) {
      if (new URL(request.url).pathname !== HERE) await cache.delete(request);
    }
  }
}
