import type { StateDefinition, Transition } from '../../api/vault.ts';
import { useWords } from '../../words/words.ts';
import { inLang } from '../texts.ts';

const BOX = { width: 132, height: 32, gap: 36 };
const ARC = 22;
const EDGE = 12;

/** The states in a row and the ways between them: forward above, back below; the list beside says the same. */
export function Workflow(props: { states: StateDefinition[]; transitions: Transition[]; initial: string }) {
  const { t, lang } = useWords();
  const { states } = props;
  const at = new Map(states.map((state, i) => [state.key, i]));
  const x = (i: number) => EDGE + i * (BOX.width + BOX.gap);
  const known = props.transitions.filter((one) => at.has(one.from) && at.has(one.to) && one.from !== one.to);
  const reach = (side: 1 | -1) =>
    Math.max(0, ...known.map((one) => (at.get(one.to)! - at.get(one.from)!) * side).filter((span) => side < 0 || span > 1));
  const top = EDGE + reach(1) * ARC * 0.8;
  const height = top + BOX.height + EDGE + reach(-1) * ARC + 4;
  const said = known
    .map((one) => `${label(states, one.from, lang)} → ${label(states, one.to, lang)}`)
    .join('; ');
  return (
    <div class="scroll-x workflow" tabIndex={0} role="group" aria-label={t.types.workflow}>
      <svg
        width={x(states.length) - BOX.gap + EDGE}
        height={height}
        role="img"
        aria-label={`${t.types.workflow}: ${said}`}
      >
        <defs>
          <marker id="wf-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0L8 4L0 8z" class="wf-tip" />
          </marker>
        </defs>
        {known.map((one) => {
          const a = at.get(one.from)!;
          const b = at.get(one.to)!;
          return (
            <path
              key={`${one.from}>${one.to}`}
              class={one.groups && one.groups.length > 0 ? 'wf-way some' : 'wf-way'}
              d={way(a, b, x, top)}
              marker-end="url(#wf-tip)"
            />
          );
        })}
        {states.map((state, i) => (
          <g key={state.key} transform={`translate(${x(i)} ${top})`}>
            <rect
              class={`wf-state${state.closed ? ' closed' : ''}${state.key === props.initial ? ' first' : ''}`}
              width={BOX.width}
              height={BOX.height}
              rx="4"
            />
            <text x={BOX.width / 2} y={BOX.height / 2 + 5} text-anchor="middle">
              {short(inLang(state.label, lang) || state.key)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

const short = (text: string) => (text.length > 17 ? `${text.slice(0, 16)}…` : text);

const label = (states: StateDefinition[], key: string, lang: 'fr' | 'en') =>
  inLang(states.find((state) => state.key === key)?.label, lang) || key;

function way(a: number, b: number, x: (i: number) => number, top: number): string {
  const middle = top + BOX.height / 2;
  if (b === a + 1) return `M${x(a) + BOX.width} ${middle}H${x(b) - 2}`;
  const forward = b > a;
  const y = forward ? top : top + BOX.height;
  const depth = Math.abs(b - a) * ARC * (forward ? -0.8 : 1) * 1.25;
  const from = x(a) + BOX.width * (forward ? 0.6 : 0.4);
  const to = x(b) + BOX.width * (forward ? 0.4 : 0.6);
  return `M${from} ${y}C${from} ${y + depth} ${to} ${y + depth} ${to} ${y + (forward ? -2 : 2)}`;
}
