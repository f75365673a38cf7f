import type { Words } from '../words.ts';

export const common: Words['common'] = {
  optional: '(facultatif)',
  loading: 'Chargement…',
  retry: 'Réessayer',
  close: 'Fermer',
  cancel: 'Annuler',
  save: 'Enregistrer',
  saved: 'Enregistré.',
  add: 'Ajouter',
  remove: 'Retirer',
  delete: 'Supprimer',
  edit: 'Modifier',
  undo: 'Annuler l’action',
  copy: 'Copier',
  copied: 'Copié',
  more: 'Autres actions',
  all: 'Tous',
  none: 'Aucun',
  yes: 'Oui',
  no: 'Non',
  showMore: 'En afficher plus',
  selection: 'Sélection',
  choose: 'Choisir {name}',
  chooseShown: 'Choisir tout ce qui est affiché',
  chooseAll: 'Choisir tout ce que ce filtre trouve',
  chooseNone: 'Ne rien choisir',
  chosen: { one: 'Sélection : {n}', other: 'Sélection : {n}' },
  chosenAll: 'Tout ce que ce filtre trouve est choisi',
  someRest: 'Il y en a davantage : recommencez pour le reste.',
  rowsShown: { one: '{n} ligne affichée', other: '{n} lignes affichées' },
  people: { one: '{n} personne', other: '{n} personnes' },
  nothingFits: 'Rien ne correspond',
  changeFilters: 'Rien ne correspond à ces filtres. Modifiez-les ou effacez-les.',
  search: 'Rechercher',
  unknown: 'inconnu',
};

export const nav: Words['nav'] = {
  hosts: 'Machines',
  dashboards: 'Tableaux de bord',
  alerts: 'Alertes',
  events: 'Événements',
  agents: 'Agents',
  polls: 'Sondages',
  inbox: 'Boîte de réception',
  review: 'À vérifier',
  people: 'Personnes',
  channels: 'Canaux',
  users: 'Utilisateurs',
  userGroups: 'Groupes et permissions',
  status: 'État du système',
  audit: 'Journal d’audit',
  settings: 'Réglages',
  account: 'Mon compte',
};

export const doors: Words['doors'] = {
  listen: 'Écouter',
  keep: 'Conserver',
  watch: 'Veiller',
  admin: 'Administration',
};

export const shell: Words['shell'] = {
  skip: 'Aller au contenu',
  doors: 'Portes',
  menu: 'Menu',
  demo: 'Démonstration',
  account: 'Compte',
  signOut: 'Se déconnecter',
  waiting: 'en attente',
  connectionLost:
    'Les nouvelles en direct n’arrivent plus : la connexion est coupée. Nouvel essai en cours ; ce que vous voyez peut dater.',
  noSuchPage: 'Cette page n’existe pas',
  noSuchPageText: 'L’adresse est fausse, ou ce qui se trouvait ici a été supprimé.',
  toStart: 'Aller à la première page',
  notAllowed: 'Vous ne pouvez pas ouvrir cette page',
  notAllowedText:
    'Il faut la permission « {permission} ». Un administrateur peut l’accorder à l’un de vos groupes.',
};

export const later: Words['later'] = {
  keep: {
    lead: 'Ce qui doit rester : dossiers, documents, leurs versions et qui peut les lire.',
    things: [
      'Un dossier par cas, ouvert depuis un message de la boîte de réception',
      'Des documents avec aperçu, recherche dans le texte et toutes les versions antérieures',
      'Des copies en plusieurs lieux, vérifiées, et retrouvées après la panne d’un disque',
    ],
  },
  notYet: 'Cette porte s’ouvrira dans une version prochaine de Relais. Rien ne vous est caché ici.',
  toInbox: 'Aller à la boîte de réception',
};

export const signin: Words['signin'] = {
  lead: 'Écouter les gens, conserver leurs dossiers, veiller sur les machines.',
  title: 'Connexion',
  login: 'Identifiant',
  password: 'Mot de passe',
  submit: 'Se connecter',
  codeTitle: 'Deuxième étape',
  codeText: 'Saisissez les six chiffres affichés en ce moment par votre application d’authentification.',
  code: 'Code',
  otherAccount: 'Utiliser un autre compte',
  setupNeeded: 'Bienvenue',
  setupNeededText:
    'Personne n’a encore de compte. Le premier se crée avec un lien à usage unique, que cette commande affiche là où Relais a été lancé :',
  setupDone: 'Le premier compte existe maintenant',
  noToken: 'Ce lien n’est pas complet',
  noTokenText:
    'Un lien de création se termine par un long code après le « # ». Copiez le lien entier, ou demandez-en un nouveau : il ne sert qu’une fois et pour un temps limité.',
  toSignIn: 'Aller à la connexion',
  setupTitle: 'Votre compte',
  setupText: 'Ce lien ne sert qu’une fois. Choisissez de quoi vous connecter.',
  name: 'Votre nom',
  newPassword: 'Mot de passe',
  passwordHint: 'Au moins 12 caractères. Quelques mots à la suite conviennent et se retiennent bien.',
  language: 'Langue',
  setupSubmit: 'Créer le compte',
};
