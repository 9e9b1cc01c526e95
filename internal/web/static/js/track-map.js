// The live map: our own base tiles (or those the operator has chosen), the track, a dot at the cursor, a highlighted part.
const MAX_ZOOM = 17;

export class TrackMap {
  // onPoint is called with the index of the nearest point while the pointer is near the line, null when it leaves.
  onPoint = () => {};

  constructor(frame, track, options) {
    this.track = track;
    const canvas = document.createElement("div");
    canvas.className = "map-live";
    frame.append(canvas);
    const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const motion = { fadeAnimation: moves, zoomAnimation: moves, markerZoomAnimation: moves, inertia: moves };
    this.map = L.map(canvas, { maxZoom: MAX_ZOOM, scrollWheelZoom: false, zoomSnap: 0.5, attributionControl: false, ...motion });
    L.control.attribution({ prefix: false }).addTo(this.map);
    L.control.scale({ metric: options.distanceUnit === "km", imperial: options.distanceUnit !== "km" }).addTo(this.map);
    this.tiles = tileLayer(options).addTo(this.map);
    this.draw();
    frame.querySelector("img")?.remove();
    this.map.on("focus", () => this.map.scrollWheelZoom.enable());
    this.map.on("blur", () => this.map.scrollWheelZoom.disable());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.tiles.remove();
      this.tiles = tileLayer(options).addTo(this.map);
    });
  }

  draw() {
    const lines = linesOf(this.track);
    const style = { weight: 4, lineJoin: "round", lineCap: "round", interactive: false };
    L.polyline(lines, { ...style, weight: 8, className: "map-halo" }).addTo(this.map);
    this.line = L.polyline(lines, { ...style, className: "map-line" }).addTo(this.map);
    this.part = L.polyline([], { ...style, weight: 5, className: "map-part" }).addTo(this.map);
    const flat = lines.flat();
    L.circleMarker(flat[0], { radius: 6, weight: 2, fillOpacity: 1, className: "map-end", interactive: false }).addTo(this.map);
    this.dot = L.circleMarker(flat[0], { radius: 7, weight: 3, fillOpacity: 1, className: "map-dot", interactive: false });
    this.map.fitBounds(this.line.getBounds(), { padding: [28, 28], animate: false, maxZoom: MAX_ZOOM });
    this.map.on("mousemove", (event) => this.onPoint(this.nearest(event)));
    this.map.on("mouseout", () => this.onPoint(null));
  }

  point(index) {
    if (index === null || this.track.lat[index] === null) {
      this.dot.remove();
      return;
    }
    this.dot.setLatLng([this.track.lat[index], this.track.lon[index]]).addTo(this.map);
  }

  // highlight draws the points from one index to another, or takes the highlight away when from is null.
  highlight(from, to) {
    const lines = from === null ? [] : linesOf(this.track, from, to);
    this.part.setLatLngs(lines);
    const bounds = lines.length > 0 ? this.part.getBounds() : this.line.getBounds();
    if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [28, 28], maxZoom: MAX_ZOOM });
  }

  nearest({ containerPoint, latlng }) {
    const { lat, lon } = this.track;
    const squeeze = Math.cos((latlng.lat * Math.PI) / 180);
    let best = null;
    let least = Infinity;
    for (let i = 0; i < lat.length; i += 1) {
      if (lat[i] === null) continue;
      const distance = (lat[i] - latlng.lat) ** 2 + ((lon[i] - latlng.lng) * squeeze) ** 2;
      if (distance < least) [best, least] = [i, distance];
    }
    if (best === null) return null;
    const near = this.map.latLngToContainerPoint([lat[best], lon[best]]).distanceTo(containerPoint) < 24;
    return near ? best : null;
  }
}

// linesOf is the positions from one index to another, as a line for each segment.
function linesOf(track, from = 0, to = track.length - 1) {
  const lines = [];
  for (let i = from; i <= to; i += 1) {
    if (lines.length === 0 || track.starts.includes(i)) lines.push([]);
    if (track.lat[i] !== null) lines.at(-1).push([track.lat[i], track.lon[i]]);
  }
  return lines.filter((line) => line.length > 0);
}

export function tileLayer({ tiles, outsideTiles, attribution }) {
  if (outsideTiles) return L.tileLayer(outsideTiles, { maxZoom: MAX_ZOOM, attribution });
  const url = `${tiles}${isDark() ? "dark" : "light"}/{z}/{x}/{y}${L.Browser.retina ? "@2x" : ""}.png`;
  return L.tileLayer(url, { maxZoom: MAX_ZOOM, attribution });
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
