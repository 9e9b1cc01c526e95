// The fields of one step: what is asked for, for how long, and what to hold, in the reader's units.
import { make, option } from "./session-dom.js";

export const INTENSITIES = ["WARMUP", "INTERVAL", "ACTIVE", "RECOVERY", "REST", "COOLDOWN"];
const TARGETS = ["OPEN", "PACE", "SPEED", "SPEED_LAP", "HEART_RATE", "HEART_RATE_LAP", "POWER", "POWER_LAP", "CADENCE"];
const PERCENT = ["HEART_RATE", "HEART_RATE_LAP", "POWER", "POWER_LAP"];
const METERS = { M: 1, KM: 1000, MI: 1609.344 };

// Units says how values of the wire are written for the reader: seconds as m:ss, speeds and paces in the own system.
export class Units {
  constructor(config) {
    this.config = config;
  }

  number(text) {
    const plain = String(text).replace(/\s/g, "").replace(",", ".");
    return plain === "" ? NaN : Number(plain);
  }

  show(value, decimals = 2) {
    if (!Number.isFinite(value)) return "";
    return String(Number(value.toFixed(decimals))).replace(".", this.config.decimal);
  }

  time(seconds) {
    if (!Number.isFinite(seconds)) return "";
    const s = Math.round(seconds);
    const two = (n) => String(n).padStart(2, "0");
    return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  }

  // parseTime reads 1:30, 1:05:00, 90s, 5min; a number alone is minutes.
  parseTime(text) {
    const word = text.trim().toLowerCase();
    const parts = word.split(":");
    if (parts.length > 1) return parts.reduce((sum, part) => sum * 60 + this.number(part || "0"), 0);
    const m = word.match(/^([\d.,]+)\s*(s|sec|min|m|h|'|")?$/);
    if (!m) return NaN;
    const scale = { s: 1, sec: 1, '"': 1, h: 3600 }[m[2]] ?? 60;
    return this.number(m[1]) * scale;
  }

  target(step, value) {
    const v = Number(value);
    if (value === undefined || value === null || value === "") return "";
    switch (step.targetType) {
      case "PACE": return this.time((v * this.config.metersPerUnit) / 1000);
      case "SPEED": case "SPEED_LAP": return this.show((v * 3600) / this.config.metersPerUnit, 1);
    }
    return this.show(v, 0);
  }

  parseTarget(step, text) {
    switch (step.targetType) {
      case "PACE": return round((this.parseTime(text) * 1000) / this.config.metersPerUnit, 3);
      case "SPEED": case "SPEED_LAP": return round((this.number(text) * this.config.metersPerUnit) / 3600, 4);
    }
    return this.number(text);
  }

  targetUnit(step) {
    switch (step.targetType) {
      case "PACE": return this.config.paceUnit;
      case "SPEED": case "SPEED_LAP": return this.config.speedUnit;
      case "HEART_RATE": case "HEART_RATE_LAP": return step.targetValueType === "PERCENT" ? "%" : this.config.heartUnit;
      case "POWER": case "POWER_LAP": return step.targetValueType === "PERCENT" ? "%" : "W";
      case "CADENCE": return "/min";
    }
    return "";
  }
}

const round = (v, decimals) => Number(v.toFixed(decimals));

// stepFields makes the controls; changed is called after each change, redraw when other controls are needed.
export function stepFields(step, units, t, changed, redraw) {
  const box = make("div", "step-fields");
  const intensity = choice(t("builder.intensity"), INTENSITIES, step.intensity, (i) => t(`intensity.${i.toLowerCase()}`));
  intensity.dataset.field = "intensity";
  intensity.addEventListener("change", () => { step.intensity = intensity.value; redraw(); });
  box.append(intensity, ...lengthFields(step, units, t, changed, redraw), ...targetFields(step, units, t, changed, redraw));
  return box;
}

function lengthFields(step, units, t, changed, redraw) {
  const kinds = ["TIME", "M", "KM", "MI", "OPEN"].filter((k) => k !== "MI" || units.config.imperial || step.durationValueType === "MI");
  const now = step.durationType === "DISTANCE" ? step.durationValueType ?? "M" : step.durationType;
  const names = { TIME: t("step.time"), M: "m", KM: "km", MI: "mi", OPEN: t("step.open") };
  const kind = choice(t("builder.length_type"), kinds, now, (k) => names[k]);
  kind.addEventListener("change", () => { setKind(step, kind.value); redraw(); });
  if (now === "OPEN") return [kind];
  const value = input(t("builder.length"), now === "TIME" ? units.time(Number(step.durationValue)) : units.show(Number(step.durationValue)));
  value.dataset.field = "durationValue";
  value.addEventListener("input", () => {
    step.durationValue = finite(now === "TIME" ? Math.round(units.parseTime(value.value)) : units.number(value.value));
    changed();
  });
  return [pair("step-length", value, kind)];
}

function setKind(step, kind) {
  const meters = step.durationType === "DISTANCE" ? Number(step.durationValue) * METERS[step.durationValueType ?? "M"] : 0;
  delete step.durationValueType;
  if (kind === "OPEN" || kind === "TIME") {
    step.durationType = kind;
    if (kind === "OPEN") delete step.durationValue;
    else step.durationValue = 300;
    return;
  }
  step.durationType = "DISTANCE";
  if (kind !== "M") step.durationValueType = kind;
  step.durationValue = round((meters || 1000) / METERS[kind], 2);
}

function targetFields(step, units, t, changed, redraw) {
  const kind = choice(t("builder.target"), TARGETS, step.targetType, (k) => t(`target.${k.toLowerCase()}`));
  kind.dataset.field = "targetType";
  kind.addEventListener("change", () => { setTarget(step, kind.value); redraw(); });
  if (step.targetType === "OPEN") return [kind];
  const range = step.targetValueLow !== undefined;
  const value = (label, member) => {
    const field = input(label, units.target(step, step[member]));
    field.dataset.field = member;
    field.addEventListener("input", () => { step[member] = finite(units.parseTarget(step, field.value)); changed(); });
    return field;
  };
  const parts = range
    ? [value(t("builder.low"), "targetValueLow"), make("span", "soft", "–"), value(t("builder.high"), "targetValueHigh")]
    : [value(t("builder.value"), "targetValue")];
  parts.push(unitOf(step, units, t, redraw), rangeSwitch(step, range, t, redraw));
  return [kind, pair("step-target-value", ...parts)];
}

function setTarget(step, kind) {
  step.targetType = kind;
  for (const name of ["targetValue", "targetValueLow", "targetValueHigh", "targetValueType"]) delete step[name];
  const usual = { PACE: 300, SPEED: 3, SPEED_LAP: 3, HEART_RATE: 140, HEART_RATE_LAP: 140, POWER: 200, POWER_LAP: 200, CADENCE: 90 }[kind];
  if (usual) step.targetValue = usual;
}

function unitOf(step, units, t, redraw) {
  if (!PERCENT.includes(step.targetType)) return make("span", "soft small", units.targetUnit(step));
  const percent = step.targetType.startsWith("POWER") ? t("step.percent_power") : t("step.percent_heart");
  const plain = step.targetType.startsWith("POWER") ? "W" : units.config.heartUnit;
  const unit = choice(t("builder.target"), ["", "PERCENT"], step.targetValueType ?? "", (k) => (k ? percent : plain));
  unit.addEventListener("change", () => {
    if (unit.value) step.targetValueType = unit.value;
    else delete step.targetValueType;
    redraw();
  });
  return unit;
}

function rangeSwitch(step, range, t, redraw) {
  const button = make("button", "button button-small button-quiet", range ? t("builder.single") : t("builder.range"));
  button.type = "button";
  button.addEventListener("click", () => {
    if (range) {
      step.targetValue = step.targetValueLow;
      delete step.targetValueLow;
      delete step.targetValueHigh;
    } else {
      step.targetValueLow = step.targetValueHigh = step.targetValue;
      delete step.targetValue;
    }
    redraw();
  });
  return button;
}

// finite is a number for the wire, or nothing, which the server then asks for.
const finite = (v) => (Number.isFinite(v) ? v : undefined);

function choice(label, values, now, name) {
  const select = make("select", "input");
  select.ariaLabel = label;
  for (const v of values) select.append(option(v, name(v), v === now));
  return select;
}

function input(label, value) {
  const field = make("input", "input");
  field.ariaLabel = label;
  field.value = value;
  field.inputMode = "decimal";
  field.autocomplete = "off";
  field.size = 6;
  return field;
}

function pair(name, ...parts) {
  const box = make("span", name);
  box.append(...parts);
  return box;
}
