// The browser knows which time zone it is in and which there are; the server does not.
export function initZones() {
  const own = document.querySelector("[data-zone]");
  if (own) own.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const list = document.getElementById("zones");
  if (list) list.append(...(Intl.supportedValuesOf?.("timeZone") ?? []).map((name) => new Option(name, name)));
}
