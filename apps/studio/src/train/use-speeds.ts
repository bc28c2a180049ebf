import type { TrainingConfig } from '@atelier/model/config';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Speed, StepCost } from '@/contracts/speed.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { stepTime } from './time.ts';

/** What is known of this machine's speed, and measuring more of it. */
export interface Speeds {
  known: Speed[];
  measure: (config: TrainingConfig) => void;
  /** What is being measured. */
  measuring: Partial<StepCost> | undefined;
  /** Why the last measurement came to nothing. */
  failure: unknown;
}

/**
 * The speeds that are known. Where they say nothing of `first`, that is measured without being asked for: whoever chooses
 * how to train is to see how long each takes.
 */
export function useSpeeds(known: Speed[], first: TrainingConfig | undefined): Speeds {
  const trpc = useTRPC();
  const [measured, setMeasured] = useState<Speed[]>([]);
  const { mutate, isPending, variables, error } = useMutation(
    trpc.runs.measure.mutationOptions({ onSuccess: (speed) => setMeasured((others) => [...others, speed]) }),
  );
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || !first || stepTime(first, known)) return;
    begun.current = true;
    mutate(costOf(first));
  }, [first, known, mutate]);
  return {
    known: [...known, ...measured],
    measure: (config) => mutate(costOf(config)),
    measuring: isPending ? variables : undefined,
    failure: error,
  };
}

const costOf = ({ width, lossNetwork, size, batch }: TrainingConfig): StepCost => ({
  ...{ width, lossNetwork, size, batch },
});
