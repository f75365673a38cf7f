import { useFetched } from '../../api/fetched.ts';
import type { Page } from '../../api/types.ts';
import type { Grant, GrantLevel } from '../../api/vault.ts';
import { Button, Select } from '../../ui/controls.tsx';
import { useWords } from '../../words/words.ts';

const LEVELS: GrantLevel[] = ['read', 'write', 'manage'];

/** The groups of users that something can be granted to. */
export const useUserGroups = (): { id: number; name: string }[] =>
  useFetched<Page<{ id: number; name: string }>>('/api/dossier-groups').data?.items ?? [];

/** Groups and what each may; to be changed where {@code onChange} is given. */
export function GrantsEditor(props: { grants: Grant[]; onChange?: (grants: Grant[]) => void }) {
  const { t } = useWords();
  const groups = useUserGroups();
  const { grants, onChange } = props;
  const left = groups.filter((group) => !grants.some((grant) => grant.group === group.id));
  const name = (grant: Grant) =>
    grant.groupName ?? groups.find((group) => group.id === grant.group)?.name ?? `#${grant.group}`;
  return (
    <ul class="plain-list grants">
      {grants.map((grant) => (
        <li key={grant.group}>
          <span class="grow">{name(grant)}</span>
          {onChange ? (
            <>
              <Select
                small
                label={name(grant)}
                value={grant.level}
                options={LEVELS.map((level) => ({ value: level, label: t.access.levels[level] }))}
                onInput={(level) =>
                  onChange(
                    grants.map((one) => (one === grant ? { ...one, level: level as GrantLevel } : one)),
                  )
                }
              />
              <Button
                small
                kind="quiet"
                icon="close"
                label={t.common.remove}
                onClick={() => onChange(grants.filter((one) => one !== grant))}
              />
            </>
          ) : (
            <span class="muted">{t.access.levels[grant.level]}</span>
          )}
        </li>
      ))}
      {grants.length === 0 && <li class="muted">{t.access.nobody}</li>}
      {onChange && left.length > 0 && (
        <li>
          <Select
            small
            label={t.access.add}
            value=""
            options={[
              { value: '', label: t.access.add },
              ...left.map((group) => ({ value: String(group.id), label: group.name })),
            ]}
            onInput={(id) => id !== '' && onChange([...grants, { group: Number(id), level: 'read' }])}
          />
        </li>
      )}
    </ul>
  );
}
