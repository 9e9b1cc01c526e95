// Athletes on a map: the bundled base map, the course if one is known, and a pin for everybody.
import { tileLayer } from "./track-map.js";

const MAX_ZOOM = 17;

export class CourseMap {
  constructor(frame, options, onChoose) {
    this.onChoose = onChoose;
    this.pins = new Map();
    const canvas = document.createElement("div");
    canvas.className = "map-live";
    frame.classList.add("map");
    frame.append(canvas);
    const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(canvas, { maxZoom: MAX_ZOOM, scrollWheelZoom: false, zoomSnap: 0.5, attributionControl: false, fadeAnimation: moves, zoomAnimation: moves, markerZoomAnimation: moves, inertia: moves });
    L.control.attribution({ prefix: false }).addTo(this.map);
    L.control.scale({ metric: !("feet" in options), imperial: "feet" in options }).addTo(this.map);
    this.tiles = tileLayer(options).addTo(this.map);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.tiles.remove();
      this.tiles = tileLayer(options).addTo(this.map);
    });
    if (options.course) {
      const lines = JSON.parse(options.course);
      L.polyline(lines, { weight: 7, className: "map-halo", interactive: false }).addTo(this.map);
      this.course = L.polyline(lines, { weight: 3.5, className: "map-line", interactive: false }).addTo(this.map);
    }
  }

  tell(players) {
    for (const [id, pin] of this.pins) {
      if (players.has(id)) continue;
      pin.remove();
      this.pins.delete(id);
    }
    if (players.size === 0) return;
    this.see([...players.values()].map((player) => player.place));
    for (const player of players.values()) this.pin(player);
  }

  pin(player) {
    let pin = this.pins.get(player.id);
    if (!pin) {
      const icon = L.divIcon({ className: "live-pin", html: String(player.number), iconSize: [26, 26] });
      pin = L.marker(player.place, { icon, title: player.name, alt: player.name, keyboard: false }).addTo(this.map);
      pin.on("click", () => this.onChoose(player.id));
      this.pins.set(player.id, pin);
    }
    pin.setLatLng(player.place);
    const element = pin.getElement();
    for (const name of [...element.classList]) if (name.startsWith("zone-")) element.classList.remove(name);
    if (player.shade) element.classList.add(player.shade);
    element.classList.toggle("is-silent", player.silent);
    element.classList.toggle("is-chosen", player.id === this.chosen);
  }

  // see shows everybody: at first with the course, later when somebody has left what is seen.
  see(places) {
    if (this.seen && places.every((place) => this.map.getBounds().contains(place))) return;
    const bounds = L.latLngBounds(places);
    if (this.course && !this.seen) bounds.extend(this.course.getBounds());
    this.map.fitBounds(bounds, { padding: [36, 36], maxZoom: 16, animate: Boolean(this.seen) });
    this.seen = true;
  }

  choose(id) {
    this.chosen = id;
    for (const [other, pin] of this.pins) {
      pin.getElement().classList.toggle("is-chosen", other === id);
      pin.setZIndexOffset(other === id ? 1000 : 0);
    }
  }
}
