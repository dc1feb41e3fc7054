// The page "On this device": what waits in the outbox, in words, to be read, copied or let go.

import { news, outbox, ready } from "./outbox-here.js";
import * as store from "./store.js";

const LANES = { well: "went well", stumbled: "stumbled", signal: "signal", unsorted: "unsorted" };
const KINDS = {
  jot: ({ lane, text }) => [`Jot, ${LANES[lane] ?? lane}`, text],
  deed: ({ address, fields }) => ["To be done", fields.line ?? DEEDS.find(([shape]) => address.includes(shape))?.[1] ?? address],
  file: ({ media, name, blob }) => [media === "voice" ? "Voice memo" : "Photo", `${name}, ${Math.ceil(blob.size / 1000)} kB`],
  retro: ({ entries }) => ["Retrospective", entries.map(([, { value }]) => value).filter(Boolean).join("\n")],
};
const DEEDS = [
  ["/skip/", "Skip the rest of the break"],
  ["/walk/", "I walked"],
  ["/end/", "The round has just ended"],
];

const make = (tag, props, ...children) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children);
  return made;
};

class WaitingList extends HTMLElement {
  async connectedCallback() {
    this.list = this.querySelector("ul");
    this.empty = this.querySelector(".empty");
    for (const now of ["saved", "refused", "kept", "waiting"]) news.addEventListener(now, () => this.show());
    await ready;
    await this.show();
  }

  async show() {
    const entries = await outbox.waiting();
    this.list.replaceChildren(...entries.map((entry) => this.row(entry)));
    this.list.hidden = !entries.length;
    this.empty.hidden = Boolean(entries.length);
  }

  row(entry) {
    const [what, words] = KINDS[entry.kind](entry);
    const at = new Date(entry.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    const state = make("p", { className: "state", textContent: entry.problem ?? "Kept on this device" });
    state.dataset.is = entry.problem ? "both" : "here";
    const copy = make("button", { type: "button", textContent: "Copy", hidden: !navigator.clipboard || entry.kind === "file" });
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(words);
      copy.textContent = "Copied";
    });
    const drop = make("button", { type: "button", className: "quiet", textContent: "Let it go" });
    drop.setAttribute("aria-label", `Let it go: ${words.slice(0, 60)}`);
    drop.addEventListener("click", () => this.letGo(entry));
    return make(
      "li",
      {},
      make("p", { className: "soft small", textContent: `${what}, ${at}` }),
      make("p", { className: "said", textContent: words }),
      make("div", { className: "row" }, state, make("div", { className: "actions" }, copy, drop)),
    );
  }

  // It leaves this device at once, and one press brings it back as long as the page stands.
  async letGo(entry) {
    await outbox.forget(entry);
    await this.show();
    const undo = make("button", { type: "button", className: "quiet", textContent: "Undo" });
    const note = make("div", { className: "undo" }, make("p", { textContent: "Let go." }), undo);
    document.querySelector(".undo")?.remove();
    document.getElementById("main").append(note);
    undo.addEventListener("click", async () => {
      note.remove();
      await store.put(entry);
      await this.show();
    });
    undo.focus();
  }
}

customElements.define("waiting-list", WaitingList);

document.getElementById("no-page").hidden = location.pathname === "/here/";
document.getElementById("undone").hidden = !new URLSearchParams(location.search).has("undone");
