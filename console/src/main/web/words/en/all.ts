import { editor, start } from './editor.ts';
import { inbox, message, review, story } from './messages.ts';
import { groups, imports, people } from './people.ts';
import { polls } from './polls.ts';
import { answers, poll, results, rulesPage, sending } from './results.ts';
import { common, doors, later, nav, problems, shell, signin } from './shell.ts';

/** Every word on the screen. A placeholder is {named}; a plural is {one, other}. */
export const en = {
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
