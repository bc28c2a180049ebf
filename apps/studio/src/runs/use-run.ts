'use client';
import type { CheckpointInfo, Metric, Run, Sample } from '@atelier/db';
import { useQuery } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useState } from 'react';
import { useTRPC } from '@/trpc/client.tsx';

export interface RunView {
  run: Run;
  metrics: Metric[];
  samples: Sample[];
  checkpoints: CheckpointInfo[];
}

/** Asked for so often, in milliseconds, while the live connection is lost. */
const POLL = 3_000;

/** A run as it is now: told by the server as it happens, or asked for where the connection is lost. */
export function useRun(initial: RunView) {
  const trpc = useTRPC();
  const { id } = initial.run;
  // The newest samples may have come one by one: all of that iteration are told again.
  const after = Math.max(0, (initial.samples.at(-1)?.iteration ?? 1) - 1);
  const [told, setTold] = useState(initial);
  const [deleted, setDeleted] = useState(false);
  const live = useSubscription(
    trpc.runs.watch.subscriptionOptions(
      { id, after },
      {
        onData: (event) => {
          if (event.type === 'deleted') setDeleted(true);
          else
            setTold((view) => ({
              ...view,
              ...(event.type === 'run' ? { run: event.run } : merged(view, event)),
            }));
        },
      },
    ),
  );
  const lost = live.status === 'error';
  const polled = useQuery(trpc.runs.view.queryOptions({ id }, { enabled: lost, refetchInterval: POLL }));
  return { ...((lost ? polled.data : undefined) ?? told), deleted, lost, reconnect: live.reset };
}

type News =
  | { type: 'metrics'; metrics: Metric[] }
  | { type: 'samples'; samples: Sample[] }
  | { type: 'checkpoints'; checkpoints: CheckpointInfo[] };

/** After a reconnection the server tells everything again: what is known already is taken once. */
function merged(view: RunView, news: News): Partial<RunView> {
  switch (news.type) {
    case 'metrics':
      return { metrics: union(view.metrics, news.metrics, ({ iteration }) => iteration) };
    case 'samples':
      return {
        samples: union(view.samples, news.samples, ({ iteration, index }) => `${iteration}/${index}`),
      };
    case 'checkpoints':
      return { checkpoints: union(view.checkpoints, news.checkpoints, ({ id }) => id) };
  }
}

function union<T extends { iteration: number }>(known: T[], told: T[], key: (item: T) => unknown): T[] {
  const all = new Map([...known, ...told].map((item) => [key(item), item]));
  return [...all.values()].sort((a, b) => a.iteration - b.iteration);
}
