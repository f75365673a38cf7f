import { polls } from './polls.ts';
import { common, doors, later, nav, problems, shell, signin } from './shell.ts';

/** Every word on the screen. A placeholder is {named}; a plural is {one, other}. */
export const en = { common, doors, later, nav, polls, problems, shell, signin };
