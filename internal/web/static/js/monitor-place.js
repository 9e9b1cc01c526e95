// Places in meters: a flat plane around a point, and a pitch laid onto it.
const EARTH = 6_371_008.8;
export const PITCH = { length: 105, width: 68 };

export class Plane {
  constructor(lat, lon) {
    this.lat = lat;
    this.lon = lon;
    this.squeeze = Math.cos((lat * Math.PI) / 180);
  }

  // to gives x to the east and y to the north.
  to([lat, lon]) {
    const unit = (Math.PI / 180) * EARTH;
    return { x: (lon - this.lon) * unit * this.squeeze, y: (lat - this.lat) * unit };
  }
}

// Spread is how points lie, of any number of them in the memory of six numbers.
export class Spread {
  n = 0;
  x = 0;
  y = 0;
  xx = 0;
  yy = 0;
  xy = 0;

  add({ x, y }) {
    this.n += 1;
    this.x += x;
    this.y += y;
    this.xx += x * x;
    this.yy += y * y;
    this.xy += x * y;
  }

  middle() { return { x: this.x / this.n, y: this.y / this.n }; }

  // angle is that of the direction in which the points lie widest, from the east towards the north.
  angle() {
    const { x, y } = this.middle();
    const [vx, vy, vxy] = [this.xx / this.n - x * x, this.yy / this.n - y * y, this.xy / this.n - x * y];
    return 0.5 * Math.atan2(2 * vxy, vx - vy);
  }
}

// Field is a rectangle on a plane: its middle, the direction of its length, and its size.
export class Field {
  constructor(middle, angle, length, width) {
    Object.assign(this, { middle, length, width, cos: Math.cos(angle), sin: Math.sin(angle) });
  }

  // to gives the place along the length and across from the middle, across growing towards the viewer.
  to({ x, y }) {
    const [dx, dy] = [x - this.middle.x, y - this.middle.y];
    return { x: dx * this.cos + dy * this.sin, y: dx * this.sin - dy * this.cos };
  }

  // holds tells whether a point lies in it, or so many meters beside.
  holds(point, beside) {
    const { x, y } = this.to(point);
    return Math.abs(x) <= this.length / 2 + beside && Math.abs(y) <= this.width / 2 + beside;
  }
}

// fieldOf is the rectangle of four corners, one after the other around it.
export function fieldOf(corners) {
  const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
  const [a, b, c, d] = corners;
  const [first, second] = [(distance(a, b) + distance(c, d)) / 2, (distance(b, c) + distance(d, a)) / 2];
  const [from, to] = first >= second ? [a, b] : [b, c];
  const middle = { x: (a.x + b.x + c.x + d.x) / 4, y: (a.y + b.y + c.y + d.y) / 4 };
  let angle = Math.atan2(to.y - from.y, to.x - from.x);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle <= -Math.PI / 2) angle += Math.PI;
  return new Field(middle, angle, Math.max(first, second), Math.min(first, second));
}
