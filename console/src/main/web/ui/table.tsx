import type { ComponentChildren } from 'preact';
import type { Listed } from '../api/fetched.ts';
import { MoreRows } from './page.tsx';
import { Loaded } from './states.tsx';

/** A column's name; "num" stands right, "wide-only" leaves a telephone's screen. */
export interface Column {
  name: string;
  class?: string;
  /** For readers alone: the column shows by itself what it is, such as a row's menu. */
  unseen?: boolean;
}

export const num = (name: string): Column => ({ name, class: 'num' });
export const wide = (column: string | Column): Column =>
  typeof column === 'string'
    ? { name: column, class: 'wide-only' }
    : { ...column, class: `${column.class ?? ''} wide-only`.trim() };
export const unseen = (name: string): Column => ({ name, unseen: true });

/** A table's first row. */
export function Head(props: { of: (string | Column | false | undefined)[] }) {
  return (
    <thead>
      <tr>
        {props.of.map((one) => {
          if (!one) return null;
          const column = typeof one === 'string' ? { name: one } : one;
          return (
            <th key={column.name} scope="col" class={column.class}>
              {column.unseen ? <span class="unseen">{column.name}</span> : column.name}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** A list read page by page: its rows and the way to more, or words where there is nothing. */
export function Rows<T>(props: {
  of: Listed<T>;
  empty: ComponentChildren;
  children: (rows: T[]) => ComponentChildren;
}) {
  const { items, problem, reload, more } = props.of;
  return (
    <>
      <Loaded of={{ data: items, problem, reload }}>
        {(rows) => (rows.length === 0 ? props.empty : props.children(rows))}
      </Loaded>
      <MoreRows more={more} shown={items?.length ?? 0} />
    </>
  );
}
