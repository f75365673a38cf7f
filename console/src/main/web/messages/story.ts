import type { Message } from '../api/types.ts';
import { fill } from '../words/formats.ts';
import type { Speech } from '../words/words.ts';

type Step = Message['steps'][number];
type Known = Record<string, string>;

/** A step of a message's way in a sentence; the server's own words for what we have none for. */
export function sentence(step: Step, speech: Speech, pollName?: string): string {
  const { t, f } = speech;
  const detail = step.detail ?? '';
  switch (step.what) {
    case 'by':
      return (t.story.by as Known)[detail] ?? detail;
    case 'poll':
      return fill(t.story.poll, { detail: pollName ?? detail });
    case 'confidence':
      return fill(t.story.confidence, { detail: f.percent(Number(detail)) });
    case 'why':
      return reason(detail, speech);
    case 'rule':
      return rule(detail, speech);
    default: {
      const known = (t.story as unknown as Record<string, unknown>)[step.what];
      if (typeof known !== 'string') return detail === '' ? step.what : `${step.what}: ${detail}`;
      const filled = fill(known, { detail });
      // An operator's "000" is its way of saying that nothing was wrong.
      return known === filled && /[^0]/.test(detail) ? `${filled} · ${detail}` : filled;
    }
  }
}

/** {"code":"several-possible","params":{"polls":"2"}} */
function reason(json: string, { t }: Speech): string {
  try {
    const { code, params } = JSON.parse(json) as { code: string; params?: Known };
    const known = (t.story.why as Known)[code];
    return known === undefined ? code : fill(known, params ?? {});
  } catch {
    return (t.story.why as Known)[json] ?? json;
  }
}

/** "typo:yego~yeog": how a rule recognised the text, a colon, what it saw. */
function rule(decidedBy: string, { t }: Speech): string {
  const colon = decidedBy.indexOf(':');
  const how = colon < 0 ? decidedBy : decidedBy.slice(0, colon);
  const seen = colon < 0 ? '' : decidedBy.slice(colon + 1).replace('~', ' ≈ ');
  const known = (t.story.rule as Known)[how];
  return known === undefined
    ? fill(t.story.rule.other, { seen: decidedBy })
    : fill(known, { seen });
}
