import type { Problem } from '../api/problem.ts';
import { fill } from './formats.ts';
import type { Speech } from './words.ts';

/** A problem in the reader's language: our words for the code, else the server's own detail. */
export function explain(problem: Problem, { t, f }: Speech): string {
  const known = (t.problems as Record<string, string>)[problem.code];
  if (known !== undefined) {
    const seconds = /(\d+) second/.exec(problem.detail)?.[1];
    return fill(known, { wait: seconds ? f.duration(Number(seconds)) : t.problems.aWhile });
  }
  // What an intermediary says of a server that fails is for its operator, and in no language of ours.
  if (problem.status >= 500) return t.problems.broken;
  if (problem.detail !== '' && problem.status !== 0) return problem.detail;
  return t.problems.unexpected;
}

/** Codes that speak of one field even where the server does not name it. */
const FIELD_OF: Record<string, string> = {
  'invalid-expiry': 'expiresAt',
  'invalid-login': 'login',
  'invalid-name': 'name',
  'language-unknown': 'language',
  'login-taken': 'login',
  'name-taken': 'name',
  'name-too-long': 'name',
  'place-too-long': 'place',
  'text-length': 'text',
  'weak-password': 'password',
  'wrong-code': 'code',
  'wrong-password': 'old',
};

export function fieldOf(problem: Problem | undefined): string | undefined {
  return problem && (problem.field ?? FIELD_OF[problem.code]);
}

/** What is wrong with this field, if the problem is about it. */
export function wrongIn(
  problem: Problem | undefined,
  field: string,
  words: Speech,
): string | undefined {
  if (problem === undefined) return undefined;
  const one = problem.fields?.find((wrong) => wrong.field === field);
  if (one) return explain({ ...one, status: problem.status }, words);
  return fieldOf(problem) === field ? explain(problem, words) : undefined;
}
