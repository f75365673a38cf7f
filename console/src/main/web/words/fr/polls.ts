import type { Words } from '../words.ts';

export const polls: Words['polls'] = {
  title: 'Sondages',
  poll: 'Sondage',
  create: 'Nouveau sondage',
  state: 'État',
  all: 'Tous',
  drafts: 'Brouillons',
  states: { draft: 'Brouillon', running: 'En cours', paused: 'En pause', closed: 'Clos' },
  kinds: {
    yes_no: 'Oui ou non',
    multiple_choice: 'Choix multiple',
    numeric: 'Un nombre',
    free_text: 'Texte libre',
  },
  search: 'Rechercher un sondage',
  asked: 'Interrogés',
  answered: 'Ont répondu',
  rate: 'Participation',
  started: 'Lancé',
  answeredOf: '{answered} réponses sur {asked}',
  none: 'Aucun sondage pour l’instant',
  firstNeeds: 'Avant de pouvoir interroger quelqu’un, il lui faut :',
  firstChannel: 'un canal vers un opérateur',
  firstPeople: 'des personnes à interroger',
  noneText:
    'Un sondage pose une question par SMS et classe les réponses à mesure qu’elles arrivent. Vous voyez la longueur, le prix et le nombre de personnes avant tout envoi.',
  noneFound: 'Aucun sondage trouvé',
};
