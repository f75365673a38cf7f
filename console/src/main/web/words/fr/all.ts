import type { Words } from '../words.ts';
import { editor, start } from './editor.ts';
import { inbox, message, review, story } from './messages.ts';
import { groups, imports, people } from './people.ts';
import { polls } from './polls.ts';
import { answers, poll, results, rulesPage, sending } from './results.ts';
import { common, doors, later, nav, problems, shell, signin } from './shell.ts';

/** Les mêmes mots en français, la première langue de la maison. */
export const fr: Words = {
  answers,
  common,
  doors,
  editor,
  groups,
  imports,
  inbox,
  later,
  message,
  nav,
  people,
  poll,
  polls,
  problems,
  results,
  review,
  rulesPage,
  sending,
  shell,
  signin,
  start,
  story,
};
