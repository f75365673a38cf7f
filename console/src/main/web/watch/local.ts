const MINUTE = 60_000;

/** What a field of type datetime-local holds for a moment: the reader's own clock. */
export function localOf(ms: number): string {
  const at = new Date(ms);
  return new Date(ms - at.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}

/** The moment that such a field means; undefined while it is empty. */
export function isoOf(local: string): string | undefined {
  const ms = Date.parse(local);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
