'use client';
import { createContext, type ReactNode, useContext } from 'react';

/** Who is signed in, as far as pages need it. */
export interface SignedIn {
  /** Null where there are no accounts. */
  account: { name: string; email: string } | null;
  administrator: boolean;
}

const Context = createContext<SignedIn>({ account: null, administrator: false });

export function SignedInProvider({ signedIn, children }: { signedIn: SignedIn; children: ReactNode }) {
  return <Context value={signedIn}>{children}</Context>;
}

export const useSignedIn = () => useContext(Context);
