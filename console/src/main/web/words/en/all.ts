import { audit, settings, tokens, userGroups, users } from './admin.ts';
import { alerts, onCall, rules, silences } from './alerts.ts';
import { channels } from './channels.ts';
import { agents, dashboards, events, links, reports } from './dashboards.ts';
import { editor, start } from './editor.ts';
import { inbox, message, review, story } from './messages.ts';
import { groups, imports, people } from './people.ts';
import { polls } from './polls.ts';
import { problems } from './problems.ts';
import { answers, poll, results, rulesPage, sending } from './results.ts';
import { server } from './server.ts';
import { common, doors, later, nav, shell, signin } from './shell.ts';
import { account, dead, status } from './system.ts';
import { complete, graph, graphPage, host, hosts, pairing, picture, range } from './watch.ts';

/** Every word on the screen. A placeholder is {named}; a plural is {one, other}. */
export const en = {
  account,
  agents,
  alerts,
  answers,
  audit,
  channels,
  common,
  complete,
  dashboards,
  dead,
  doors,
  editor,
  events,
  links,
  reports,
  graph,
  graphPage,
  groups,
  host,
  hosts,
  imports,
  inbox,
  later,
  message,
  nav,
  onCall,
  pairing,
  people,
  picture,
  poll,
  polls,
  problems,
  range,
  results,
  review,
  rules,
  rulesPage,
  sending,
  server,
  settings,
  shell,
  signin,
  silences,
  start,
  status,
  story,
  tokens,
  userGroups,
  users,
};
