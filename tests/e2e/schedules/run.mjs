// run.mjs SCRIPTS COUNT [no-key | no-disk]: so many schedules with the program's own scripts; prints what went wrong
// as JSON. A mutant leaves out a guard: with it the same schedules must find a loss or a double.
// With AFTERROUND_URL, _COOKIE and _ROUND in the environment they run against the real program, one after the other,
// and what should have arrived is printed too.

import { pathToFileURL } from "node:url";
import { chance, Disk, Network, RealServer, Server } from "./world.mjs";

const [scripts, count, mutant] = process.argv.slice(2);
const { AFTERROUND_URL: url, AFTERROUND_COOKIE: cookie, AFTERROUND_ROUND: round = "1" } = process.env;
const { Outbox } = await import(pathToFileURL(`${scripts}/outbox.js`));
const { Delivery } = await import(pathToFileURL(`${scripts}/delivery.js`));

// Two workers on one disk, as a page and its service worker are; on half of the devices there are no locks.
class Device {
  constructor(luck, network) {
    Object.assign(this, { luck, network, disk: new Disk(luck), hasLocks: luck.happens(0.5), queue: Promise.resolve() });
    this.workers = [this.worker(), this.worker()];
  }

  worker() {
    const delivery = new Delivery(this.network.fetch);
    const send = (entry) => delivery.send(mutant === "no-key" ? { ...entry, id: crypto.randomUUID() } : entry);
    return new Outbox({ store: this.disk, send, lock: (_, work) => this.alone(work), tell: () => {} });
  }

  alone(work) {
    if (!this.hasLocks) return work();
    this.queue = this.queue.then(work, work);
    return this.queue;
  }
}

function entryOf(kind, number, luck, seed) {
  const at = new Date(Date.UTC(2026, 5, 11, 10, 0, number)).toISOString();
  const id = crypto.randomUUID();
  if (kind === "deed") return { id, kind, address: `/rounds/${round}/cooldown/walk/`, fields: {}, at };
  if (kind === "jot") return { id, kind, text: luck.happens(0.03) ? " " : `words ${seed}.${number}`, lane: "well", round: luck.happens(0.7) ? round : "", at };
  return { id, kind, address: `/rounds/${round}/retro/save/`, entries: [["retro:lesson", { value: `lesson ${seed}.${number}`, read: 0 }]], at };
}

const STEPS = {
  keep: async ({ device, luck, made, seed }, number) => {
    const worker = device.workers[luck.below(2)];
    const entry = entryOf(["jot", "jot", "jot", "deed", "retro"][luck.below(5)], number, luck, seed);
    if (mutant === "no-disk") worker.unkept.set(entry.id, entry);
    const isKept = mutant === "no-disk" || (await worker.keep(entry));
    made.push({ entry, isKept, worker });
  },
  deliver: ({ device, luck }) => void device.workers[luck.below(2)].deliver().catch(() => {}),
  deliverBoth: ({ device }) => device.workers.forEach((worker) => void worker.deliver().catch(() => {})),
  closeTab: ({ device, luck, made }) => {
    // what the page said it holds alone goes with it, everything else stays; the next one may be of a newer version
    const place = luck.below(2);
    for (const one of made) if (one.worker === device.workers[place] && !one.isKept) one.isGone = true;
    device.workers[place].pass = async () => "gone";
    device.workers[place] = device.worker();
  },
  fill: ({ device }) => void (device.disk.isFull = true),
  free: ({ device }) => void (device.disk.isFull = false),
  lose: ({ network }) => void (network.isDown = true),
  find: ({ network }) => void (network.isDown = false),
  arrive: ({ network }) => network.arriveLate(),
  unpair: ({ server, luck }) => void (server.isPaired = luck.happens(0.5)),
  pair: ({ server }) => server.pairAnew(),
  deleteRound: ({ server, luck }) => void (server.hasRound &&= !luck.happens(0.3)),
};
const ORDER = ["keep", "keep", "keep", "deliver", "deliver", "deliverBoth", ...Object.keys(STEPS)];

async function schedule(seed) {
  const luck = chance(seed);
  const server = url ? new RealServer(url, cookie) : new Server();
  const network = new Network(luck, async (address, body) => server.answer(address, body ?? new URLSearchParams()));
  const device = new Device(luck, network);
  const world = { seed, luck, server, network, device, made: [] };
  for (let number = 1 + luck.below(25); number > 0; number--) {
    await STEPS[ORDER[luck.below(ORDER.length)]](world, number);
    if (luck.happens(0.5)) await new Promise((resolve) => setImmediate(resolve));
  }
  await calm(world);
  if (url) arrived.push(...world.made.filter(({ entry, isGone }) => entry.kind === "jot" && entry.text.trim() && !isGone).map(({ entry }) => entry.text));
  return url ? [...device.disk.entries.values()].filter(({ problem }) => !problem).map(({ id }) => `still waits: ${id}`) : complaints(world);
}

// In the end there is a connection, room and a pairing, and everybody has had a turn.
async function calm({ server, network, device }) {
  Object.assign(device.disk, { isFull: false });
  Object.assign(network, { isDown: false, isCalm: true });
  server.pairAnew();
  await network.arriveLate();
  for (let turn = 0; turn < 4; turn++) for (const worker of device.workers) await worker.deliver();
}

function complaints({ server, device, made }) {
  const said = [];
  const left = new Map([...device.disk.entries.values()].map((entry) => [entry.id, entry]));
  for (const { entry, isGone } of made) {
    const isThere = left.get(entry.id)?.problem || device.workers.some(({ unkept }) => unkept.get(entry.id)?.problem);
    if (entry.kind === "jot") {
      const copies = server.jots.filter(({ text }) => text === entry.text.trim()).length;
      if (copies > 1) said.push(`double: ${entry.text}`);
      if (!copies && !isThere && !isGone) said.push(`lost: ${entry.text}`);
    } else if (entry.kind === "retro") {
      const [[, { value }]] = entry.entries;
      const isTaken = server.fields.get("retro:lesson")?.value === value || server.others.includes(value);
      if (!isTaken && !isThere && !isGone) said.push(`lost: ${value}`);
    } else {
      const copies = server.deeds.filter((at) => at === entry.at).length;
      if (copies > 1) said.push("double: walk");
      if (!copies && !isThere && !isGone) said.push("lost: walk");
    }
  }
  for (const { id, problem } of left.values()) if (!problem) said.push(`still waits: ${id}`);
  return said;
}

const wrong = [];
const arrived = [];
for (let seed = 1; seed <= Number(count); seed++) {
  const said = await schedule(seed);
  if (said.length) wrong.push({ seed, said });
}
console.log(JSON.stringify({ schedules: Number(count), wrong: wrong.length, first: wrong.slice(0, 5), arrived }));
