import type { ShareReport } from '../../api/moves.ts';
import { Bars } from '../../charts/Bars.tsx';
import { Columns } from '../../charts/Columns.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';

/** How far the files are, how fast they come, and what comparing both sides has found. */
export function MoveCharts({ of }: { of: ShareReport }) {
  const { t } = useWords();
  if (of.files === 0 && of.references === 0) return null;
  const bar = (key: string, name: string, people: number, most: number, color: string) => ({
    key,
    name,
    people,
    color: people === 0 ? 'transparent' : color,
    share: most === 0 ? 0 : people / most,
    faint: people === 0,
  });
  const asked = [
    bar('kept', t.moving.kept, of.kept, of.references, 'var(--accent)'),
    bar('waiting', t.moving.waiting, of.waiting, of.references, 'var(--edge)'),
    bar('missing', t.moving.missing, of.missingCount, of.references, 'var(--bad)'),
  ];
  const found = [
    bar('orphans', t.moving.orphans, of.orphanCount, of.files, 'var(--wait)'),
    bar('collisions', t.moving.collisions, of.collisionCount, of.files, 'var(--wait)'),
    bar('troubles', t.moving.troubles, of.troubleCount, of.references, 'var(--bad)'),
  ];
  const heads = { name: t.dossiers.state, count: t.moving.files };
  return (
    <>
      <div class="side-by-side">
        <div>
          <h4>{t.moving.wanted}</h4>
          <Bars caption={t.moving.wanted} heads={heads} bars={asked} />
        </div>
        <div>
          <h4>{t.moving.leftOver}</h4>
          <Bars caption={t.moving.leftOver} heads={heads} bars={found} />
        </div>
      </div>
      <OverTime of={of} />
    </>
  );
}

function OverTime({ of }: { of: ShareReport }) {
  const { t, f } = useWords();
  const { came } = of;
  if (came.length < 2) return null;
  const files = f.count(t.moving.cameFiles, came.reduce((sum, one) => sum + one.files, 0));
  const bytes = f.bytes(came.reduce((sum, one) => sum + one.bytes, 0));
  const times = { from: f.moment(Date.parse(came[0]!.at)), to: f.moment(Date.parse(came.at(-1)!.at)) };
  return (
    <>
      <h4>{t.moving.came}</h4>
      <Columns
        height={140}
        summary={fill(t.moving.cameSummary, { files, bytes, ...times })}
        columns={came.map((one) => ({
          label: f.time(one.at),
          value: one.files,
          title: fill(t.moving.cameSays, {
            at: f.moment(Date.parse(one.at)),
            files: f.count(t.moving.cameFiles, one.files),
            bytes: f.bytes(one.bytes),
          }),
        }))}
      />
    </>
  );
}
