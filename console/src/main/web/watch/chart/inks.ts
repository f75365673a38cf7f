/** Okabe and Ito's colours, a little lighter or darker where the ground asks for it; as the server's pictures. */
const ON_LIGHT = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#c9bc1f', '#6b6b6b'];
const ON_DARK = ['#3d9bdb', '#e69f00', '#1db58a', '#cc79a7', '#7cc8f2', '#e0702a', '#f0e442', '#a5a5a5'];
const SHADES = [0, 0.45, -0.35, 0.65, -0.2];
const DASHES: number[][] = [[], [6, 4], [3, 3], [10, 4], [2, 2]];
/** Less contrast than this against the ground is not seen. */
const LEAST_CONTRAST = 1.6;

export interface Ink {
  colour: string;
  dash: number[];
}

type Rgb = [number, number, number];

const parts = (colour: string): Rgb => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16)) as Rgb;
const hex = (rgb: Rgb) => `#${rgb.map((v) => Math.round(v).toString(16).padStart(2, '0')).join('')}`;

/** Positive is lighter, negative darker. */
function shade(colour: string, share: number): string {
  return hex(parts(colour).map((v) => (share >= 0 ? v + (255 - v) * share : v * (1 + share))) as Rgb);
}

function luminance(colour: string): number {
  const [r, g, b] = parts(colour).map((v) => {
    const share = v / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2's contrast ratio. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The author's colour, moved away from the ground until it is seen. */
function seen(colour: string, dark: boolean): string {
  const ground = dark ? '#171817' : '#ffffff';
  let moved = colour.toLowerCase();
  for (let i = 0; i < 8 && contrast(moved, ground) < LEAST_CONTRAST; i++) {
    moved = shade(moved, dark ? 0.2 : -0.15);
  }
  return moved;
}

/** The ink of the n-th field: its author's wish, else the palette's; after eight in other shades. */
export function inkOf(index: number, wish: string | undefined, dark: boolean): Ink {
  if (wish) return { colour: seen(wish, dark), dash: [] };
  const palette = dark ? ON_DARK : ON_LIGHT;
  const round = Math.floor(index / palette.length) % SHADES.length;
  return {
    colour: shade(palette[index % palette.length]!, (dark ? 1 : -0.8) * SHADES[round]!),
    dash: DASHES[round]!,
  };
}

export const faded = (colour: string, share: number): string => {
  const [r, g, b] = parts(colour);
  return `rgb(${r} ${g} ${b} / ${share})`;
};
