/** An error as the server tells it (RFC 9457), or one of ours when the server could not be reached. */
export interface Problem {
  status: number;
  code: string;
  detail: string;
  field?: string;
  /** Every wrong field where there are several. */
  fields?: WrongField[];
}

export interface WrongField {
  field: string;
  code: string;
  detail: string;
}

/** Thrown by every call that the server refused; pages show it next to the field or on top. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** What went wrong, whatever was thrown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Refusal) return thrown.problem;
  return { status: 0, code: 'unexpected', detail: String(thrown) };
}
