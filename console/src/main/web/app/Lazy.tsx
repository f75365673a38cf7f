import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ProblemNote, Skeleton } from '../ui/states.tsx';

/** A page whose code is fetched when somebody first opens it. */
export function Lazy<P extends object>(props: {
  load: () => Promise<ComponentType<P>>;
  with: P;
}) {
  const [page, setPage] = useState<{ component: ComponentType<P> }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    props.load().then(
      (component) => setPage({ component }),
      () => setFailed(true),
    );
  }, []);
  if (page) return <page.component {...props.with} />;
  if (!failed) return <Skeleton />;
  // Either the line is down, or a new version has replaced this one: loading anew helps both.
  return (
    <ProblemNote
      problem={{ status: 0, code: 'unreachable', detail: '' }}
      retry={() => location.reload()}
    />
  );
}
