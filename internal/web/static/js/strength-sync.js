// Sets that were ticked, on their way to the server. They wait in the browser's storage until the server has them: a phone in a
// cellar sends them later, and a set that is sent twice is stored once, by its name.
const KEY = "palestra-sets";

// Waiting is what has not arrived yet, by the name of the set.
class Waiting {
  read() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  }

  write(all) {
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // Without storage what is on the page is sent with the form.
    }
  }

  put(entry) {
    const all = this.read();
    all[entry.set.uuid] = entry;
    this.write(all);
  }

  // drop forgets what has arrived, unless it was changed meanwhile.
  drop(sent) {
    const all = this.read();
    for (const entry of sent) {
      if (all[entry.set.uuid]?.at === entry.at) delete all[entry.set.uuid];
    }
    this.write(all);
  }
}

const waiting = new Waiting();
let sending = Promise.resolve("saved");

// tell stores how a set is by now and sends all that waits.
export function tell(address, routine, day, set) {
  waiting.put({ address, routine, day, set, at: Date.now() + Math.random() });
  return flush();
}

export const anyWaiting = () => Object.keys(waiting.read()).length > 0;

// flush sends what waits, one request a routine and day: "saved", "waiting" when the server can't be reached, "refused" when it
// does not want something.
export function flush() {
  sending = sending.then(sendAll, sendAll);
  return sending;
}

async function sendAll() {
  const groups = new Map();
  for (const entry of Object.values(waiting.read())) {
    const key = JSON.stringify([entry.address, entry.routine, entry.day]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  let state = "saved";
  for (const entries of groups.values()) {
    const said = await send(entries);
    if (said !== "saved") state = said;
  }
  return state;
}

async function send(entries) {
  const { address, routine, day } = entries[0];
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST", redirect: "error",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ routine, day, sets: entries.map((entry) => entry.set) }),
    });
  } catch {
    return "waiting";
  }
  if (answer.ok) {
    waiting.drop(entries);
    return "saved";
  }
  // What is wrong stays wrong; a server that is busy or a session that has ended may change.
  if (answer.status !== 400 && answer.status !== 403 && answer.status !== 404 && answer.status !== 409) return "waiting";
  waiting.drop(entries);
  return "refused";
}

window.addEventListener("online", () => flush());
if (anyWaiting()) flush();
