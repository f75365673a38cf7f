import { useState } from 'preact/hooks';
import { useFetched } from '../../api/fetched.ts';
import type { Page } from '../../api/types.ts';
import type { DossierType, TypeDefinition } from '../../api/vault.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/bits.tsx';
import { ButtonLink } from '../../ui/controls.tsx';
import { DeleteDialog } from '../../ui/DeleteDialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, num, unseen, wide } from '../../ui/table.tsx';
import { fill, type Lang } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { inLang } from '../texts.ts';

/** How dossiers of a type go: "New → In progress → Granted / Refused". */
export function way(type: TypeDefinition, lang: Lang): string {
  const named = (closed: boolean) =>
    type.states.filter((one) => (one.closed ?? false) === closed).map((one) => inLang(one.label, lang));
  return [...named(false), named(true).join(' / ')].filter(Boolean).join(' → ');
}

/** What kinds of dossiers there are. */
export function Types() {
  const { t, f, lang } = useWords();
  const edits = useMay()('records.types');
  const types = useFetched<Page<DossierType>>('/api/dossier-types');
  const [archiving, setArchiving] = useState<DossierType>();
  const create = edits && (
    <ButtonLink href="/keep/types/new" kind="main" icon="plus">
      {t.types.create}
    </ButtonLink>
  );
  return (
    <>
      <PageHead title={t.types.title} lead={t.types.lead} actions={create} />
      <Loaded of={types}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t.types.none} action={create}>
              {edits ? t.types.noneText : t.dossiers.noTypesAsk}
            </Empty>
          ) : (
            <table class="rows">
              <Head
                of={[
                  t.types.type,
                  wide(t.types.number),
                  wide(t.types.states),
                  num(t.dossiers.title),
                  edits && unseen(t.common.more),
                ]}
              />
              <tbody>
                {items.map((type) => (
                  <tr key={type.id}>
                    <th scope="row">
                      <a
                        class="row-link"
                        href={edits && !type.archived ? `/keep/types/${type.id}` : `/dossiers?type=${type.id}`}
                      >
                        {inLang(type.name, lang)}
                      </a>{' '}
                      {type.archived && <Badge tone="none">{t.types.archived}</Badge>}
                      <span class="under">{f.count(t.types.fieldCount, type.fields.length)}</span>
                    </th>
                    <td class="wide-only mono">{type.number}</td>
                    <td class="wide-only">{way(type, lang)}</td>
                    <td class="num">
                      {type.dossiers === undefined ? (
                        ''
                      ) : (
                        <a href={`/dossiers?type=${type.id}`}>{f.number(type.dossiers)}</a>
                      )}
                    </td>
                    {edits && (
                      <td class="row-actions">
                        {!type.archived && (
                          <Menu label={t.common.more}>
                            <a href={`/keep/types/${type.id}`}>{t.common.edit}</a>
                            <button type="button" class="danger" onClick={() => setArchiving(type)}>
                              {t.types.archive}
                            </button>
                          </Menu>
                        )}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      {archiving && (
        <DeleteDialog
          title={fill(t.types.archiveTitle, { name: inLang(archiving.name, lang) })}
          text={t.types.archiveText}
          submit={t.types.archive}
          done={t.types.archivedSaid}
          path={`/api/dossier-types/${archiving.id}`}
          onClose={() => setArchiving(undefined)}
          onDone={types.reload}
        />
      )}
    </>
  );
}
