'use client';
import type { DeletedKind } from '@atelier/db';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { toast } from '@/ui/toast.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { useActionFailed } from '@/ui/use-action-failed.ts';

/** So long, in milliseconds, is taking a deletion back offered where it was made; afterwards, for a week, on a page of its own. */
const OFFERED = 10_000;

/** Takes a deletion back; `offer` says that something was deleted, with a button that does. */
export function useRestore() {
  const t = useTranslations();
  const router = useRouter();
  const trpc = useTRPC();
  const actionFailed = useActionFailed();
  const queries = useQueryClient();
  const { mutate } = useMutation(
    trpc.deleted.restore.mutationOptions({
      onSuccess: () => toast.success(t('deleted.restored')),
      onError: actionFailed,
      onSettled: () => {
        router.refresh();
        return queries.invalidateQueries();
      },
    }),
  );
  return {
    restore: mutate,
    offer: (message: string, kind: DeletedKind, id: string) =>
      toast.success(message, {
        duration: OFFERED,
        action: { label: t('deleted.undo'), onClick: () => mutate({ kind, id }) },
      }),
  };
}
