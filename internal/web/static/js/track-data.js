// Reads track.json: columns of differences become columns of values, null where there is none.

export async function loadTrack(url, pace) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`track: ${answer.status}`);
  const raw = await answer.json();
  const track = { starts: raw.starts };
  for (const [name, column] of Object.entries(raw.columns)) track[name] = decode(column);
  track.length = track.time?.length ?? 0;
  for (const name of ["speed", "cadence", "power"]) if (track[name]) track[name] = calm(track[name], track.starts);
  if (pace && track.speed) track.pace = track.speed.map(toPace);
  return track;
}

// calm is the mean over some points around each, within its segment: a screen has fewer columns than a track has points,
// and satellites and sensors tremble.
function calm(values, starts) {
  const reach = Math.min(12, Math.max(1, Math.round(values.length / 500)));
  return starts.flatMap((from, i) => rolling(values.slice(from, starts[i + 1]), reach));
}

function rolling(values, reach) {
  let sum = 0;
  let count = 0;
  const take = (v, sign) => {
    if (v === null || v === undefined) return;
    sum += sign * v;
    count += sign;
  };
  for (let i = 0; i < Math.min(reach, values.length); i += 1) take(values[i], 1);
  return values.map((v, i) => {
    take(values[i + reach], 1);
    if (i > reach) take(values[i - reach - 1], -1);
    return v === null ? null : sum / count;
  });
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
