export { Hosts } from './Hosts.tsx';
export { HostPage } from './HostPage.tsx';
export { CompletenessPage } from './CompletenessPage.tsx';
export { GraphPage } from './GraphPage.tsx';
