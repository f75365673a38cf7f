/** The arithmetic of charts: no drawing here, so that it can be tested alone. */

/** Round steps (1, 2, 5 times a power of ten) from 0 to at least {@code max}. */
export function ticks(max: number, wanted: number): number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power;
  // People are whole: no half persons on an axis.
  const whole = max >= 1 ? Math.max(1, Math.round(step)) : step;
  const found: number[] = [];
  for (let i = 0; (i - 1) * whole < max; i++) found.push(Number((i * whole).toPrecision(12)));
  return found;
}

/** Every n-th of {@code count} labels, so that they have {@code room} pixels each. */
export function labelEvery(count: number, width: number, room: number): number {
  return Math.max(1, Math.ceil(count / Math.max(1, Math.floor(width / room))));
}

/** Joins neighbouring hours until there are at most {@code most} columns. */
export function coarser(
  points: { at: string; people: number }[],
  most: number,
): { from: string; to: string; people: number }[] {
  const size = Math.max(1, Math.ceil(points.length / most));
  const joined: { from: string; to: string; people: number }[] = [];
  for (let i = 0; i < points.length; i += size) {
    const part = points.slice(i, i + size);
    joined.push({
      from: part[0]!.at,
      to: part[part.length - 1]!.at,
      people: part.reduce((sum, point) => sum + point.people, 0),
    });
  }
  return joined;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** More columns than any screen has are not filled up. */
const FILLED_MAX = 10_000;

/**
 * The server counts by hour (by day for long polls) and leaves out those without an answer; on a
 * time axis they are zero, not missing.
 */
export function withEmptySteps(
  points: { at: string; people: number }[],
): { at: string; people: number }[] {
  const times = points.map((point) => Date.parse(point.at)).sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, i) => time - times[i]!);
  if (gaps.length === 0) return points;
  const step = gaps.every((gap) => gap % DAY_MS === 0 && gap > 0) ? DAY_MS : HOUR_MS;
  const first = times[0]!;
  const count = Math.floor((times[times.length - 1]! - first) / step) + 1;
  if (count > FILLED_MAX) return points;
  const filled = Array.from({ length: count }, (_, i) => ({
    at: new Date(first + i * step).toISOString(),
    people: 0,
  }));
  for (const point of points) {
    filled[Math.floor((Date.parse(point.at) - first) / step)]!.people += point.people;
  }
  return filled;
}
