// The session while it is built: lists of steps in the written form of docs/workouts.md, and what can be done to them.
// A step is found by its path, such as [2, 0]: the first step of the repeat that is third.

export function leaf(intensity = "INTERVAL", seconds = 180) {
  return { intensity, targetType: "OPEN", durationType: "TIME", durationValue: seconds };
}

export const isRepeat = (step) => Array.isArray(step.steps);

// listAt is the list that a path's step stands in.
export function listAt(root, path) {
  return path.slice(0, -1).reduce((list, i) => list[i].steps, root);
}

export const stepAt = (root, path) => listAt(root, path)[path.at(-1)];

export function insert(root, path, step) {
  listAt(root, path).splice(path.at(-1), 0, step);
  return path;
}

export function remove(root, path) {
  return listAt(root, path).splice(path.at(-1), 1)[0];
}

const within = (path, outer) => outer.length <= path.length && outer.every((n, i) => path[i] === n);

// move takes a step to a place as it is before the move, and gives where it is afterwards. A repeat can't go into itself.
export function move(root, from, to) {
  if (within(to, from)) return from;
  const step = remove(root, from);
  const place = [...to];
  const depth = from.length - 1;
  const sameList = within(place.slice(0, depth), from.slice(0, depth)) && place.length > depth;
  if (sameList && place[depth] > from[depth]) place[depth] -= 1;
  insert(root, place, step);
  return dropEmpty(root, from, place);
}

// dropEmpty removes a repeat that was left without steps, and gives where place is then.
function dropEmpty(root, from, place) {
  if (from.length < 2) return place;
  const outer = from.slice(0, -1);
  const moved = stepIn(root, place);
  const repeat = stepIn(root, outer);
  if (repeat === undefined || !isRepeat(repeat) || repeat.steps.length > 0) return place;
  remove(root, outer);
  return pathOf(root, moved);
}

function stepIn(root, path) {
  let list = root;
  let step;
  for (const i of path) {
    step = list?.[i];
    list = step?.steps;
  }
  return step;
}

export function pathOf(list, step) {
  for (const [i, other] of list.entries()) {
    if (other === step) return [i];
    const inner = isRepeat(other) ? pathOf(other.steps, step) : null;
    if (inner) return [i, ...inner];
  }
  return null;
}

// up and down go through the list one place at a time, into and out of repeats.
export function up(root, path) {
  const last = path.at(-1);
  const outer = path.slice(0, -1);
  if (last === 0) return outer.length ? move(root, path, outer) : path;
  const before = listAt(root, path)[last - 1];
  if (isRepeat(before)) return move(root, path, [...outer, last - 1, before.steps.length]);
  return move(root, path, [...outer, last - 1]);
}

export function down(root, path) {
  const list = listAt(root, path);
  const last = path.at(-1);
  const outer = path.slice(0, -1);
  if (last === list.length - 1) {
    return outer.length ? move(root, path, [...outer.slice(0, -1), outer.at(-1) + 1]) : path;
  }
  if (isRepeat(list[last + 1])) return move(root, path, [...outer, last + 1, 0]);
  return move(root, path, [...outer, last + 2]);
}

export function wrap(root, path) {
  const step = remove(root, path);
  insert(root, path, { repeatValue: 4, steps: [step] });
  return [...path, 0];
}

export function unwrap(root, path) {
  const repeat = remove(root, path);
  listAt(root, path).splice(path.at(-1), 0, ...repeat.steps);
  return path;
}

export function duplicate(root, path) {
  const copy = structuredClone(stepAt(root, path));
  return insert(root, [...path.slice(0, -1), path.at(-1) + 1], copy);
}
