'use client';
import type { Run } from '@atelier/db';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Play, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRestore } from '@/deleted/use-restore.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Confirm } from '@/ui/confirm.tsx';
import { Delete } from '@/ui/delete.tsx';
import { useActionFailed } from '@/ui/use-action-failed.ts';
import { isOver } from './status.ts';

export function RunActions({ run }: { run: Run }) {
  const t = useTranslations('run');
  const router = useRouter();
  const { offer } = useRestore();
  const trpc = useTRPC();
  const onError = useActionFailed();
  const queries = useQueryClient();
  const onSuccess = (_run: unknown, { id }: { id: string }) =>
    queries.invalidateQueries({ queryKey: trpc.runs.view.queryKey({ id }) });
  const setDesired = useMutation(trpc.runs.setDesired.mutationOptions({ onError, onSuccess }));
  const goOn = useMutation(trpc.runs.goOn.mutationOptions({ onError, onSuccess }));
  const remove = useMutation(
    trpc.runs.delete.mutationOptions({
      onError,
      onSuccess: () => {
        offer(t('deleted'), 'run', run.id);
        router.push('/runs');
      },
    }),
  );
  const { id, status } = run;
  const goesOn = (status === 'running' || status === 'queued') && run.desired === 'running';
  const mayResume =
    status === 'paused' ||
    status === 'stopped' ||
    (status === 'failed' && run.failure !== 'diverged') || // it would again: each of its iterations is what it was
    (status === 'running' && run.desired !== 'running');
  return (
    <div className="flex flex-wrap gap-2">
      {goesOn && (
        <Button disabled={setDesired.isPending} onClick={() => setDesired.mutate({ id, desired: 'paused' })}>
          <Pause aria-hidden />
          {t('pause')}
        </Button>
      )}
      {mayResume && (
        <Button disabled={setDesired.isPending} onClick={() => setDesired.mutate({ id, desired: 'running' })}>
          <Play aria-hidden />
          {t('resume')}
        </Button>
      )}
      {status === 'finished' && (
        <Confirm
          trigger={
            <Button>
              <Play aria-hidden />
              {t('goOn')}
            </Button>
          }
          title={t('goOnAsk', { iterations: 2 * run.iterations })}
          consequence={t('goOnConsequence')}
          verb={t('goOn')}
          onConfirm={() => goOn.mutate({ id, iterations: 2 * run.iterations })}
        />
      )}
      {!isOver(run) && (
        <Confirm
          trigger={
            <Button>
              <Square aria-hidden />
              {t('stop')}
            </Button>
          }
          title={t('stopAsk')}
          consequence={t('stopConsequence')}
          verb={t('stop')}
          onConfirm={() => setDesired.mutate({ id, desired: 'stopped' })}
        />
      )}
      <Delete
        title={t('deleteAsk')}
        consequence={t('deleteConsequence')}
        onConfirm={() => remove.mutate({ id })}
      />
    </div>
  );
}
