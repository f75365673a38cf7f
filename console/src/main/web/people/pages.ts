export { Groups } from './Groups.tsx';
export { Import } from './Import.tsx';
export { People } from './People.tsx';
export { PersonPage } from './PersonPage.tsx';
