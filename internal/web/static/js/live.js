// A part of a page with [data-live] that says [data-again] is looked at again each second until it no longer does.
const SECOND = 1000;

export function initLive() {
  for (const part of document.querySelectorAll("[data-live]")) again(part);
}

function again(part) {
  if (!part.querySelector("[data-again]")) return;
  setTimeout(() => refresh(part), SECOND);
}

async function refresh(part) {
  let next;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    next = answer.ok && page.querySelector(`[data-live="${part.dataset.live}"]`);
  } catch {
    // The network is away for a moment: the next try may find it back.
  }
  if (!next) {
    again(part);
    return;
  }
  part.replaceChildren(...document.adoptNode(next).childNodes);
  again(part);
}
