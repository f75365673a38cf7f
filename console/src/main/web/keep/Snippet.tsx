import type { ComponentChildren } from 'preact';

const MARKS = /(?:<(?:mark|b|em)>|\u0001|\[\[)([\s\S]*?)(?:<\/(?:mark|b|em)>|\u0002|\]\])/g;

/** A found text whose marks become ours; whatever else is in it stays text and is never run. */
export function Snippet(props: { text: string }) {
  const parts: ComponentChildren[] = [];
  let last = 0;
  for (const found of props.text.matchAll(MARKS)) {
    parts.push(props.text.slice(last, found.index), <mark>{found[1]}</mark>);
    last = found.index + found[0].length;
  }
  parts.push(props.text.slice(last));
  return <>{parts}</>;
}
