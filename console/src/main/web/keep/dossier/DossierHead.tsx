import { useState } from 'preact/hooks';
import { post, remove } from '../../api/client.ts';
import type { Dossier } from '../../api/vault.ts';
import { navigate } from '../../app/router.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/controls.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Menu } from '../../ui/menu.tsx';
import { PageHead, Tabs } from '../../ui/page.tsx';
import { useQuickAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { DossierMarks, StateBadge, Tags } from '../marks.tsx';
import { inLang, stateName } from '../texts.ts';
import { useTypes } from '../useTypes.ts';
import { HoldDialog } from '../Holds.tsx';
import { isHeld, mayWrite } from './useDossier.ts';

/** Number, title, state and marks of a dossier, and its pages. */
export function DossierHead(props: { dossier: Dossier; reload: () => void }) {
  const { t, lang } = useWords();
  const { dossier } = props;
  const type = useTypes().byId.get(dossier.type);
  const base = `/dossiers/${dossier.id}`;
  useKeys({ '/': () => navigate('/keep/search') });
  return (
    <div class="dossier-head">
      <PageHead
        title={dossier.title}
        back={{ href: '/dossiers', label: t.dossiers.title }}
        actions={<Actions {...props} />}
        lead={
          <span class="dossier-line">
            <span class="mono dossier-number">{dossier.number}</span>
            {type && <span>{inLang(type.name, lang)}</span>}
            <StateBadge type={type} state={dossier.state} />
            <DossierMarks of={{ confidential: dossier.confidential, held: isHeld(dossier) }} />
            <Tags of={dossier.tags} onChoose={(tag) => navigate(`/dossiers?tag=${encodeURIComponent(tag)}`)} />
          </span>
        }
      />
      {dossier.trashed && <TrashedNote {...props} />}
      <Tabs
        label={dossier.number}
        tabs={[
          { href: base, label: t.dossiers.dossier },
          { href: `${base}/documents`, label: t.dossiers.documents, count: dossier.documents || undefined },
          { href: `${base}/history`, label: t.history.title },
          ...(dossier.level === 'manage' ? [{ href: `${base}/access`, label: t.access.title }] : []),
        ]}
      />
    </div>
  );
}

function Actions(props: { dossier: Dossier; reload: () => void }) {
  const { t, lang } = useWords();
  const may = useMay();
  const quick = useQuickAction();
  const [holding, setHolding] = useState(false);
  const { dossier, reload } = props;
  const type = useTypes().byId.get(dossier.type);
  const go = (to: string) =>
    void quick(async () => {
      await post(`/api/dossiers/${dossier.id}/state`, { to, version: dossier.version });
      reload();
      toast({ text: fill(t.dossiers.nowState, { state: stateName(type, to, lang) }) });
    });
  const trash = () =>
    void quick(async () => {
      await remove(`/api/dossiers/${dossier.id}`);
      navigate('/dossiers');
      toast({
        text: fill(t.dossiers.trashed, { number: dossier.number }),
        undo: () =>
          void quick(async () => {
            await post(`/api/dossiers/${dossier.id}/restore`);
            navigate(`/dossiers/${dossier.id}`);
          }),
      });
    });
  const writes = mayWrite(dossier);
  const [first, ...others] = dossier.transitions ?? [];
  return (
    <>
      {writes && first !== undefined && others.length === 0 && (
        <Button icon="next" onClick={() => go(first)}>
          {fill(t.dossiers.moveTo, { state: stateName(type, first, lang) })}
        </Button>
      )}
      {writes && others.length > 0 && (
        <Menu label={t.dossiers.changeState} text={t.dossiers.changeState}>
          {dossier.transitions.map((to) => (
            <button key={to} type="button" onClick={() => go(to)}>
              → {stateName(type, to, lang)}
            </button>
          ))}
        </Menu>
      )}
      {(writes || may('records.hold')) && (
        <Menu label={t.common.more}>
          {may('records.hold') && (
            <button type="button" onClick={() => setHolding(true)}>
              {isHeld(dossier) ? t.holds.look : t.holds.put}
            </button>
          )}
          <a href={`/api/dossiers/${dossier.id}/zip`} download>
            {t.documents.zipAll}
          </a>
          {writes && (
            <button type="button" class="danger" onClick={trash}>
              {t.dossiers.toTrash}
            </button>
          )}
        </Menu>
      )}
      {holding && <HoldDialog dossier={dossier} onClose={() => setHolding(false)} onChanged={reload} />}
    </>
  );
}

function TrashedNote(props: { dossier: Dossier; reload: () => void }) {
  const { t } = useWords();
  const quick = useQuickAction();
  const restore = () =>
    void quick(async () => {
      await post(`/api/dossiers/${props.dossier.id}/restore`);
      props.reload();
    });
  return (
    <div class="note" role="status">
      <span class="grow">{t.dossiers.isTrashed}</span>
      <Button small icon="undo" onClick={restore}>
        {t.dossiers.restore}
      </Button>
    </div>
  );
}
