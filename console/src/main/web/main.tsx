import { render } from 'preact';
import { App } from './app/App.tsx';
import { applyTheme, rememberedTheme } from './app/theme.ts';

applyTheme(rememberedTheme());
render(<App />, document.getElementById('console')!);
