import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTRPC } from '@/trpc/client.tsx';

/** What follows a change of a dataset: the list is asked for anew, and a failure is told. */
export function useDatasetRequest() {
  const run = useTranslations('run');
  const trpc = useTRPC();
  const queries = useQueryClient();
  return {
    onError: (error: { message: string }) => void toast.error(run('actionFailed', { detail: error.message })),
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.datasets.list.queryKey() }),
  };
}
