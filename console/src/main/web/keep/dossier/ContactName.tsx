import { useFetched } from '../../api/fetched.ts';
import type { Person } from '../../api/types.ts';
import { useMay } from '../../app/session.ts';

/** A person we know, by name and with a way to them, for who may see people. */
export function ContactName(props: { id: number; name?: string }) {
  const may = useMay()('people.read');
  const person = useFetched<Person>(may && !props.name ? `/api/people/${props.id}` : undefined).data;
  const name = props.name || person?.name || person?.address || `#${props.id}`;
  return may ? <a href={`/people/${props.id}`}>{name}</a> : <>{name}</>;
}
