// Reads track.json: columns of differences become columns of values, null where there is none.

export async function loadTrack(url, pace) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`track: ${answer.status}`);
  const raw = await answer.json();
  const track = { starts: raw.starts };
  for (const [name, column] of Object.entries(raw.columns)) track[name] = decode(column);
  track.length = track.time?.length ?? 0;
  if (pace && track.speed) track.pace = track.speed.map(toPace);
  return track;
}

function decode({ scale, delta }) {
  let sum = 0;
  return delta.map((d) => {
    if (d === null) return null;
    sum += d;
    return sum / scale;
  });
}

// Slower than this many seconds a kilometer or mile is standing, which would flatten the rest of the chart.
const SLOWEST = 1800;

function toPace(speed) {
  if (!(speed > 0)) return null;
  const seconds = 3600 / speed;
  return seconds > SLOWEST ? null : seconds;
}
