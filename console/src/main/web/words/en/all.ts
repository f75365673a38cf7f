import { audit, settings, tokens, userGroups, users } from './admin.ts';
import { alerts, onCall, rules, silences } from './alerts.ts';
import { channels } from './channels.ts';
import { agents, dashboards, events, links, reports } from './dashboards.ts';
import { documents, proof, shares, uploads } from './documents.ts';
import { editor, start } from './editor.ts';
import {
  access,
  concerned,
  dossierLinks,
  dossiers,
  erasures,
  filed,
  history,
  holds,
  keepSearch,
  notes,
  searches,
  tasks,
  types,
} from './keep.ts';
import { inbox, message, review, story } from './messages.ts';
import { moving } from './moving.ts';
import { groups, imports, people } from './people.ts';
import { polls } from './polls.ts';
import { problems } from './problems.ts';
import { answers, poll, results, rulesPage, sending } from './results.ts';
import { server } from './server.ts';
import { common, doors, nav, shell, signin } from './shell.ts';
import { stores } from './stores.ts';
import { account, dead, status } from './system.ts';
import { complete, graph, graphPage, host, hosts, pairing, picture, range } from './watch.ts';

/** Every word on the screen. A placeholder is {named}; a plural is {one, other}. */
export const en = {
  access,
  account,
  agents,
  alerts,
  answers,
  audit,
  channels,
  common,
  complete,
  concerned,
  dashboards,
  dead,
  documents,
  doors,
  dossierLinks,
  dossiers,
  editor,
  erasures,
  events,
  filed,
  graph,
  graphPage,
  groups,
  history,
  holds,
  host,
  hosts,
  imports,
  inbox,
  keepSearch,
  links,
  message,
  moving,
  nav,
  notes,
  onCall,
  pairing,
  people,
  picture,
  poll,
  polls,
  problems,
  proof,
  range,
  reports,
  results,
  review,
  rules,
  rulesPage,
  searches,
  sending,
  server,
  settings,
  shares,
  shell,
  signin,
  silences,
  start,
  status,
  stores,
  story,
  tasks,
  tokens,
  types,
  uploads,
  userGroups,
  users,
};
