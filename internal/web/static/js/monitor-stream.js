// A stream of server-sent events that comes back by itself. It is read with fetch and not as an EventSource, which hides why
// the server refused.
const SILENCE = 12_000; // milliseconds without a word until the connection counts as lost
const FIRST = 1_000; // until the first try again, and twice as long each time
const LONGEST = 15_000;

// follow tells a listener: say(state), scene(data) and end(word).
export async function follow(address, listener) {
  let wait = FIRST;
  for (;;) {
    const outcome = await listen(address, listener, () => { wait = FIRST; });
    if (outcome === "gone" || outcome === "over") {
      listener.end(outcome);
      return;
    }
    if (outcome === "signed-out") {
      location.reload();
      return;
    }
    listener.say(outcome === "many" ? "many" : "lost");
    await pause(wait);
    wait = Math.min(wait * 2, LONGEST);
  }
}

// pause waits, but not while the page lies in the background: who comes back looks at once.
function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      document.removeEventListener("visibilitychange", seen);
      resolve();
    };
    const seen = () => { if (!document.hidden) done(); };
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
    document.addEventListener("visibilitychange", seen);
  });
}

// tell hands a second on. A drawing that fails is no lost connection.
function tell(listener, data) {
  try {
    listener.say("on");
    listener.scene(JSON.parse(data));
  } catch (error) {
    console.error(error);
  }
}

// listen reads one connection to its end and gives the last word, or what became of it.
async function listen(address, listener, alive) {
  const stop = new AbortController();
  let watch = setTimeout(() => stop.abort(), SILENCE);
  const leave = () => stop.abort();
  addEventListener("pagehide", leave);
  try {
    const answer = await fetch(address, { headers: { Accept: "text/event-stream" }, signal: stop.signal, cache: "no-store" });
    if (answer.status === 403 || answer.status === 404) return "gone";
    if (answer.status === 429) return "many";
    if (answer.redirected) return "signed-out";
    if (!answer.ok) return "lost";
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return "lost";
      clearTimeout(watch);
      watch = setTimeout(() => stop.abort(), SILENCE);
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        const [, name, data] = /^event: (\S+)\ndata: (.*)$/s.exec(part) ?? [];
        if (name === "scene") {
          alive();
          tell(listener, data);
        } else if (name === "gone" || name === "over") return name;
      }
    }
  } catch {
    return "lost";
  } finally {
    clearTimeout(watch);
    removeEventListener("pagehide", leave);
    stop.abort();
  }
}
