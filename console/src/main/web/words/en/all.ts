import { editor, start } from './editor.ts';
import { polls } from './polls.ts';
import { answers, poll, results, rulesPage, sending } from './results.ts';
import { common, doors, later, nav, problems, shell, signin } from './shell.ts';

/** Every word on the screen. A placeholder is {named}; a plural is {one, other}. */
export const en = {
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
