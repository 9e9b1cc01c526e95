// A search that finds while one types: the page is asked for with what is typed, and its results take the place of the old ones.
const PAUSE = 180;

for (const form of document.querySelectorAll("form[data-search]")) {
  const results = document.getElementById(form.dataset.search);
  let timer;
  let latest = 0;

  const find = async () => {
    const turn = ++latest;
    const query = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...query]) if (value === "") query.delete(name);
    const address = `${form.action}?${query}`;
    let page;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return; // the network is away: the form's own button is there
    }
    const found = page.getElementById(results.id);
    if (turn !== latest || !found) return;
    results.replaceChildren(...document.adoptNode(found).childNodes);
    history.replaceState(null, "", address);
  };

  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(find, event.target.tagName === "SELECT" ? 0 : PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    find();
  });
}
