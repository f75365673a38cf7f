import type { Words } from '../words.ts';
import { polls } from './polls.ts';
import { common, doors, later, nav, problems, shell, signin } from './shell.ts';

/** Le même, en français : la première langue de la maison. */
export const fr: Words = { common, doors, later, nav, polls, problems, shell, signin };
