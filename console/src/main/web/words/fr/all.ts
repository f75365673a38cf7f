import type { Words } from '../words.ts';
import { editor, start } from './editor.ts';
import { polls } from './polls.ts';
import { answers, poll, results, rulesPage, sending } from './results.ts';
import { common, doors, later, nav, problems, shell, signin } from './shell.ts';

/** Les mêmes mots en français, la première langue de la maison. */
export const fr: Words = {
  answers,
  common,
  doors,
  editor,
  later,
  nav,
  poll,
  polls,
  problems,
  results,
  rulesPage,
  sending,
  shell,
  signin,
  start,
};
