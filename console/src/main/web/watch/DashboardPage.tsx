import { useState } from 'preact/hooks';
import { useFetched } from '../api/fetched.ts';
import type { Dashboard, Panel } from '../api/meter.ts';
import { navigate } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { ButtonLink } from '../ui/controls.tsx';
import { DeleteDialog } from '../ui/DeleteDialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { MarksList, useMarks } from './marks.tsx';
import { PanelView } from './PanelView.tsx';
import { PictureMenu } from './PictureMenu.tsx';
import { ReportMenu } from './ReportMenu.tsx';
import { RangeBar } from './RangeBar.tsx';
import { useSpan, type PageSpan } from './span.ts';

/** One dashboard: its panels under one range and one cursor. */
export function DashboardPage(props: { id: string }) {
  const { t } = useWords();
  const address = `/api/dashboards/${encodeURIComponent(props.id)}`;
  const found = useFetched<Dashboard>(address, 'dashboards');
  const span = useSpan('hosts');
  const board = found.data;
  return (
    <>
      <PageHead
        title={board?.name ?? t.dashboards.title}
        back={{ href: '/dashboards', label: t.dashboards.title }}
        lead={board?.description}
        actions={board && <Actions board={board} address={address} span={span} />}
      />
      <div class="graph-bar">
        <RangeBar span={span} />
      </div>
      <Loaded of={found} lines={10}>
        {(whole) =>
          whole.panels.length === 0 ? (
            <Empty title={t.dashboards.noPanels}>{t.dashboards.noPanelsText}</Empty>
          ) : (
            <Panels panels={whole.panels} span={span} group={`board-${props.id}`} />
          )
        }
      </Loaded>
    </>
  );
}

function Panels(props: { panels: Panel[]; span: PageSpan; group: string }) {
  const marks = useMarks(props.span);
  return (
    <>
      <div class="board">
        {props.panels.map((panel) => (
          <div key={panel.id} class={`panel w${panel.width || 12}`}>
            <PanelView panel={panel} span={props.span} group={props.group} marks={marks.marks} />
          </div>
        ))}
      </div>
      <MarksList events={marks.events} />
    </>
  );
}

function Actions(props: { board: Dashboard; address: string; span: PageSpan }) {
  const { t } = useWords();
  const may = useMay();
  const [deleting, setDeleting] = useState(false);
  const { board, address } = props;
  // A picture's address takes plain names only.
  const picture = /^[\w:.-]+$/.test(String(board.id)) && `/api/dashboards/${board.id}/picture`;
  const own = !board.automatic && may('dashboards.edit');
  return (
    <>
      {may('dashboards.edit') && (
        <ButtonLink
          icon="pen"
          href={own ? `/dashboards/${board.id}/edit` : `/dashboards/new?from=${encodeURIComponent(board.id)}`}
        >
          {own ? t.common.edit : t.dashboards.copy}
        </ButtonLink>
      )}
      {picture && <ReportMenu kind="dashboards" about={String(board.id)} title={board.name} />}
      {picture && <PictureMenu named path={picture} title={board.name} span={props.span} />}
      <Menu label={t.common.more}>
        <a href={`${address}/yaml`} download>
          {t.dashboards.download}
        </a>
        {own && (
          <button type="button" class="danger" onClick={() => setDeleting(true)}>
            {t.common.delete}
          </button>
        )}
      </Menu>
      {deleting && (
        <DeleteDialog
          title={fill(t.groups.deleteTitle, { name: board.name })}
          text={t.dashboards.deleteText}
          submit={t.common.delete}
          done={t.dashboards.deleted}
          path={address}
          onClose={() => setDeleting(false)}
          onDone={() => navigate('/dashboards')}
        />
      )}
    </>
  );
}
