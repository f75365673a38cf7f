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
/** A poll open for years is drawn by its hours with answers only. */
const FILLED_MAX = 24 * 366;

/** The server leaves out hours without an answer; on a time axis they are zero, not missing. */
export function withEmptyHours(
  points: { at: string; people: number }[],
): { at: string; people: number }[] {
  if (points.length < 2) return points;
  const byHour = new Map<number, number>();
  for (const point of points) {
    const hour = Math.floor(Date.parse(point.at) / HOUR_MS);
    byHour.set(hour, (byHour.get(hour) ?? 0) + point.people);
  }
  const hours = [...byHour.keys()];
  const first = Math.min(...hours);
  const last = Math.max(...hours);
  if (last - first > FILLED_MAX) return points;
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    at: new Date((first + i) * HOUR_MS).toISOString(),
    people: byHour.get(first + i) ?? 0,
  }));
}

/** In which of {@code steps} equal classes a share lies: 0 for none, steps − 1 for the fullest. */
export function classOf(value: number, max: number, steps: number): number {
  if (!(max > 0) || value <= 0) return 0;
  return Math.min(steps - 1, Math.floor((value / max) * steps));
}
