import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from '@/ui/toast.ts';
import { useFailure } from '@/ui/use-failure.ts';

/** Tells that what was asked for was not done. */
export function useActionFailed() {
  const t = useTranslations('run');
  const failure = useFailure();
  return (error: unknown) => toast.error(t('actionFailed', { detail: failure(error) }));
}

/** What follows a request that changes what stands in a list: a failure is told, and the list asked for anew. */
export function useSettled(queryKey: QueryKey) {
  const queries = useQueryClient();
  return { onError: useActionFailed(), onSettled: () => queries.invalidateQueries({ queryKey }) };
}
