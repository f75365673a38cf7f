import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { usePlace } from '../app/router.ts';
import { useWords } from '../words/words.ts';
import { Icon } from './icons.tsx';

export function usePageTitle(title: string | undefined) {
  useEffect(() => {
    if (title) document.title = `${title} · Relais`;
  }, [title]);
}

/** A page's head: the way back, the title, what can be done. */
export function PageHead(props: {
  title: string;
  badge?: ComponentChildren;
  back?: { href: string; label: string };
  lead?: ComponentChildren;
  actions?: ComponentChildren;
}) {
  usePageTitle(props.title);
  return (
    <header class="page-head">
      {props.back && (
        <a class="back" href={props.back.href}>
          <Icon name="back" />
          {props.back.label}
        </a>
      )}
      <div class="page-title">
        <h1 tabIndex={-1}>{props.title}</h1>
        {props.badge}
        {props.actions && <div class="actions">{props.actions}</div>}
      </div>
      {props.lead && <div class="lead">{props.lead}</div>}
    </header>
  );
}

/** Pages of one thing, each with its own address. */
export function Tabs(props: { label: string; tabs: { href: string; label: string; count?: number }[] }) {
  const { path } = usePlace();
  const { f } = useWords();
  return (
    <nav class="tabs" aria-label={props.label}>
      {props.tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={path === tab.href ? 'page' : undefined}>
          {tab.label}
          {tab.count !== undefined && <span class="tab-count">{f.number(tab.count)}</span>}
        </a>
      ))}
    </nav>
  );
}

export function MoreRows(props: { more: (() => void) | undefined; shown: number }) {
  const { t, f } = useWords();
  if (props.shown === 0) return null;
  return (
    <div class="more-rows">
      <span class="muted">{f.count(t.common.rowsShown, props.shown)}</span>
      {props.more && (
        <button type="button" class="button plain small" onClick={props.more}>
          {t.common.showMore}
        </button>
      )}
    </div>
  );
}
