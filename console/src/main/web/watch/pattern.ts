/** Whether a name fits a pattern of "*" (anything) and "?" (one letter), in any case; '' fits all. */
export function fits(pattern: string | undefined, name: string): boolean {
  if (!pattern || pattern === '*') return true;
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 'iu').test(name);
}
