/** Okabe and Ito's palette: told apart by people of every kind of colour vision. */
export const PALETTE = [
  { color: '#0072B2', key: 'blue' },
  { color: '#E69F00', key: 'orange' },
  { color: '#009E73', key: 'green' },
  { color: '#CC79A7', key: 'purple' },
  { color: '#56B4E9', key: 'sky' },
  { color: '#D55E00', key: 'vermilion' },
  { color: '#F0E442', key: 'yellow' },
] as const;

export const UNCATEGORISED = '#8f8f8a';

/** A category's own colour; by its position when it has none or one that no browser knows. */
export function colorOf(color: string | undefined, index: number): string {
  if (color !== undefined && /^#[0-9a-f]{6}$/i.test(color)) return color;
  const named = PALETTE.find((entry) => entry.key === color);
  return named?.color ?? PALETTE[index % PALETTE.length]!.color;
}
