import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session, User } from '../api/types.ts';

/** The signed-in person, for every page behind the sign-in. */
export interface SignedIn {
  session: Session;
  user: User;
  may: (permission: string) => boolean;
  /** Asks the server again who we are: after a change of name, language or permissions. */
  refresh: () => void;
  signOut: () => void;
}

export const SignedInContext = createContext<SignedIn | undefined>(undefined);

export function useSignedIn(): SignedIn {
  const signedIn = useContext(SignedInContext);
  if (!signedIn) throw new Error('used outside the signed-in console');
  return signedIn;
}

export const useMay = () => useSignedIn().may;
