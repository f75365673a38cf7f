export { Audit } from './Audit.tsx';
export { Settings } from './Settings.tsx';
export { UserGroups } from './UserGroups.tsx';
export { Users } from './Users.tsx';
export { Channels } from '../channels/Channels.tsx';
export { Status } from '../status/Status.tsx';
