import type { Problem } from '../api/problem.ts';
import type { Speech } from './words.ts';

/** A problem in the reader's language: our words for the code, else the server's own detail. */
export function explain(problem: Problem, { t }: Speech): string {
  const byCode = (t.problems as Record<string, string>)[problem.code];
  if (byCode !== undefined) return byCode;
  if (problem.detail !== '' && problem.status !== 0) return problem.detail;
  if (problem.status >= 500) return t.problems.broken;
  return t.problems.unexpected;
}

/** What is wrong with this field, if the problem names it. */
export function wrongIn(
  problem: Problem | undefined,
  field: string,
  words: Speech,
): string | undefined {
  return problem?.field === field ? explain(problem, words) : undefined;
}
