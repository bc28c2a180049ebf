'use client';
import { useEffect, useState } from 'react';
import { reasonOf, Refused } from '@/contracts/refused.ts';
import { type Backend, backendHere, chooseBackend } from './device-painter.ts';

interface Told {
  backend: Backend;
  threads: number;
  choices: Backend[];
}

/** What computes in this browser: the graphics card where there is one, unless another is chosen, which is remembered; asked when it is wanted. */
export function useBackend(wanted = true) {
  const [told, setTold] = useState<Told>();
  const [failure, setFailure] = useState<Refused>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!wanted) return;
    backendHere()
      .then(setTold)
      .catch((cause: unknown) => setFailure(new Refused(reasonOf(cause))));
  }, [wanted, tries]);
  return {
    backend: told?.backend,
    threads: told?.threads ?? 1,
    choices: told?.choices ?? [],
    choose: (backend: Backend) => {
      chooseBackend(backend);
      setTold((before) => before && { ...before, backend });
    },
    failure,
    retry: () => {
      setFailure(undefined);
      setTries((count) => count + 1);
    },
  };
}
