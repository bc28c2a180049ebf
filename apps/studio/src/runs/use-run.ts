'use client';
import type { CheckpointInfo, Metric, Run, RunEvent, Sample } from '@atelier/db';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useState } from 'react';
import { useTRPC } from '@/trpc/client.tsx';
import { asked } from './polling.ts';
import { isOver } from './status.ts';
import { useStreamPlace } from './use-stream-place.ts';

export interface RunView {
  run: Run;
  metrics: Metric[];
  samples: Sample[];
  checkpoints: CheckpointInfo[];
}

/** A run as it is now: told by the server as it happens, or asked for as long as there is no live connection. */
export function useRun(initial: RunView) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id } = initial.run;
  // The newest samples may have come one by one: all of that iteration are told again.
  const after = Math.max(0, (initial.samples.at(-1)?.iteration ?? 1) - 1);
  const [deleted, setDeleted] = useState(false);
  const { queryKey } = trpc.runs.view.queryOptions({ id });
  // Nothing more is told of a run that is over; once it is resumed, whoever did that asks for it anew.
  const over = isOver(queries.getQueryData(queryKey)?.run ?? initial.run);
  const place = useStreamPlace(!over);
  const live = useSubscription(
    trpc.runs.watch.subscriptionOptions(place ? { id, after } : skipToken, {
      // An answer that is still on its way is older than what is told from now on.
      onStarted: () => void queries.cancelQueries({ queryKey }),
      onData: (events) => {
        if (events.some(({ type }) => type === 'deleted')) setDeleted(true);
        else queries.setQueryData(queryKey, (view) => view && merged(view, events));
      },
    }),
  );
  // Once it is skipped, the subscription says what it said last.
  const status = place ? live.status : 'idle';
  const { data: view, error } = useQuery(
    trpc.runs.view.queryOptions(
      { id },
      {
        initialData: initial,
        ...asked(status, over),
        // Whoever looks at another tab is told the end, too.
        refetchIntervalInBackground: true,
        // It is asked for again soon; a retry would wait until the tab is looked at.
        retry: false,
      },
    ),
  );
  return {
    ...view,
    live: status === 'pending',
    lost: live.error !== null,
    deleted: deleted || error?.data?.code === 'NOT_FOUND',
    unanswered: error,
    reconnect: live.reset,
  };
}

/** After a reconnection the server tells everything again: what is known already is taken once. */
function merged(view: RunView, events: RunEvent[]): RunView {
  const told = <T extends RunEvent['type']>(type: T) =>
    events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
  const checkpoints = told('checkpoint').map(({ checkpoint }) => checkpoint);
  return {
    run: told('run').at(-1)?.run ?? view.run,
    metrics: union(view.metrics, told('step'), ({ iteration }) => iteration),
    samples: union(view.samples, told('sample'), ({ iteration, index }) => `${iteration}/${index}`),
    checkpoints: union(view.checkpoints, checkpoints, ({ iteration }) => iteration),
  };
}

function union<T extends { iteration: number }>(known: T[], told: T[], key: (item: T) => unknown): T[] {
  const all = new Map([...known, ...told].map((item) => [key(item), item]));
  return [...all.values()].sort((a, b) => a.iteration - b.iteration);
}
