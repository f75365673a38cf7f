/** Light, dark, or as the device says. Kept in this browser, and in the account when signed in. */
export type Theme = 'auto' | 'light' | 'dark';

const REMEMBERED = 'relais.theme';

export function themeOf(value: string | null | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'auto';
}

export function rememberedTheme(): Theme {
  return themeOf(localStorage.getItem(REMEMBERED));
}

export function applyTheme(theme: Theme): void {
  localStorage.setItem(REMEMBERED, theme);
  const root = document.documentElement;
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
}
