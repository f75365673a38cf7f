import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useFetched } from '../api/fetched.ts';
import type { Host, HostCategory, HostRow } from '../api/meter.ts';
import { navigate } from '../app/router.ts';
import { ProblemNote } from '../ui/states.tsx';
import { useWords } from '../words/words.ts';
import { twice } from './categories.ts';
import { HostBadge } from './HostBadge.tsx';

/**
 * Host → category → graph. One stop of the Tab key: arrows walk and open, letters jump, Enter goes
 * there (the tree pattern of the ARIA practices).
 */
export function HostTree(props: { hosts: HostRow[] }) {
  const { t } = useWords();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string>();
  const tree = useRef<HTMLUListElement>(null);
  const turn = (key: string, on: boolean) => {
    const next = new Set(open);
    if (on) next.add(key);
    else next.delete(key);
    setOpen(next);
  };
  const walk: Walk = { open, turn, current: current ?? keyOf(props.hosts[0]), take: setCurrent };
  return (
    <ul
      class="tree"
      role="tree"
      aria-label={t.hosts.tree}
      ref={tree}
      onKeyDown={(event) => pressed(event, tree.current!, walk)}
    >
      {props.hosts.map((host) => (
        <HostNode key={host.id} host={host} walk={walk} />
      ))}
    </ul>
  );
}

const keyOf = (host: HostRow | undefined) => (host ? `h${host.id}` : '');

interface Walk {
  open: ReadonlySet<string>;
  turn: (key: string, on: boolean) => void;
  current: string;
  take: (key: string) => void;
}

function pressed(event: KeyboardEvent, tree: HTMLElement, walk: Walk): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const rows = [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const here = rows.indexOf((event.target as HTMLElement).closest('[role=treeitem]')!);
  const row = rows[here];
  if (!row) return;
  const go = (next: HTMLElement | undefined) => {
    if (!next) return;
    walk.take(next.dataset.key!);
    next.focus();
  };
  const key = row.dataset.key!;
  const opens = row.getAttribute('aria-expanded');
  const acts: Record<string, () => void> = {
    ArrowDown: () => go(rows[here + 1]),
    ArrowUp: () => go(rows[here - 1]),
    Home: () => go(rows[0]),
    End: () => go(rows[rows.length - 1]),
    ArrowRight: () => (opens === 'false' ? walk.turn(key, true) : opens && go(rows[here + 1])),
    ArrowLeft: () =>
      opens === 'true'
        ? walk.turn(key, false)
        : go(row.parentElement?.closest<HTMLElement>('[role=treeitem]') ?? undefined),
    Enter: () => (row.dataset.href ? navigate(row.dataset.href) : walk.turn(key, opens !== 'true')),
    ' ': () => opens && walk.turn(key, opens !== 'true'),
  };
  const letter = event.key.length === 1 && event.key !== ' ' ? event.key.toLowerCase() : undefined;
  const act =
    acts[event.key] ??
    (letter &&
      (() =>
        go([...rows.slice(here + 1), ...rows.slice(0, here)].find((one) =>
          one.textContent!.trim().toLowerCase().startsWith(letter),
        ))));
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function HostNode(props: { host: HostRow; walk: Walk }) {
  const { host, walk } = props;
  const key = keyOf(host);
  const open = walk.open.has(key);
  const found = useFetched<Host>(open ? `/api/hosts/${host.id}` : undefined);
  return (
    <li
      role="treeitem"
      aria-expanded={open}
      data-key={key}
      data-href={`/hosts/${host.id}`}
      tabIndex={walk.current === key ? 0 : -1}
    >
      <Row
        open={open}
        href={`/hosts/${host.id}`}
        text={host.title || host.name}
        onTurn={() => walk.turn(key, !open)}
      >
        <HostBadge state={host.state} />
      </Row>
      {open && <ProblemNote problem={found.problem} retry={found.reload} />}
      {open && found.data && (
        <ul role="group">
          {found.data.categories.map((category) => (
            <CategoryNode
              key={category.name}
              host={host}
              category={category}
              namesakes={twice([category])}
              walk={walk}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

function CategoryNode(props: {
  host: HostRow;
  category: HostCategory;
  namesakes: Set<string>;
  walk: Walk;
}) {
  const { t, f } = useWords();
  const { host, category, walk } = props;
  const key = `h${host.id}/${category.name}`;
  const open = walk.open.has(key);
  const href = `/hosts/${host.id}?category=${encodeURIComponent(category.name)}`;
  return (
    <li
      role="treeitem"
      aria-expanded={open}
      data-key={key}
      data-href={href}
      tabIndex={walk.current === key ? 0 : -1}
    >
      <Row open={open} href={href} text={category.title ?? category.name} onTurn={() => walk.turn(key, !open)}>
        <span class="muted small-text">{f.count(t.hosts.graphCount, category.graphs.length)}</span>
      </Row>
      {open && (
        <ul role="group">
          {category.graphs.map((graph) => (
            <li
              key={graph.id}
              role="treeitem"
              data-key={`g${graph.id}`}
              data-href={`/graphs/${graph.id}`}
              tabIndex={walk.current === `g${graph.id}` ? 0 : -1}
            >
              <Row href={`/graphs/${graph.id}`} text={graph.title}>
                {props.namesakes.has(graph.title) && (
                  <span class="muted small-text">{graph.name}</span>
                )}
                {graph.state && graph.state !== 'ok' && <HostBadge state={graph.state} />}
              </Row>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What one sees of a node; its own links are for the mouse, the tree has the keys. */
function Row(props: {
  open?: boolean;
  href: string;
  text: string;
  onTurn?: () => void;
  children?: ComponentChildren;
}) {
  return (
    <div class="tree-row">
      {props.onTurn ? (
        <span class={`tree-turn${props.open ? ' open' : ''}`} aria-hidden="true" onClick={props.onTurn} />
      ) : (
        <span class="tree-leaf" aria-hidden="true" />
      )}
      <a href={props.href} tabIndex={-1}>
        {props.text}
      </a>
      {props.children}
    </div>
  );
}
