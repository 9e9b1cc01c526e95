// An activity's map and charts, tied together: the cursor in a chart is a dot on the map, a stretch dragged in a chart is
// drawn on it.
import { Charts } from "./track-charts.js";
import { loadTrack } from "./track-data.js";
import { TrackMap } from "./track-map.js";

const holder = document.querySelector("[data-track]");
if (holder?.dataset.track) start(holder);

async function start(holder) {
  const mapFrame = holder.querySelector("[data-map]");
  const chartFrame = holder.querySelector("[data-charts]");
  let track;
  try {
    track = await loadTrack(holder.dataset.track, "pace" in holder.dataset);
  } catch (error) {
    console.error(error);
    if (chartFrame) chartFrame.querySelector("[data-charts-failed]").hidden = false;
    return;
  }
  const map = mapFrame && track.lat ? new TrackMap(mapFrame, track, holder.dataset) : null;
  const charts = chartFrame ? new Charts(chartFrame, track, holder.dataset) : null;
  if (!charts) return;
  charts.onCursor = (index) => map?.point(index);
  charts.onZoom = (from, to) => map?.highlight(from, to);
  if (map) map.onPoint = (index) => charts.point(index);
}
