'use client';
import type { CheckpointInfo, Style } from '@atelier/db';
import { useMutation } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { toast } from '@/ui/toast.ts';
import { useSignedIn } from '@/account/account-context.tsx';
import { useTRPC } from '@/trpc/client.tsx';
import { useActionFailed } from '@/ui/use-action-failed.ts';
import { Button } from '@/ui/button.tsx';

export interface PublishProps {
  style: Style;
  checkpoint: CheckpointInfo;
  name: string;
}

/** A checkpoint's name, and the button that makes the gallery paint with it. */
export function Publish({ style, checkpoint: { id, iteration }, name }: PublishProps) {
  const t = useTranslations();
  const router = useRouter();
  const trpc = useTRPC();
  const actionFailed = useActionFailed();
  const { account, administrator } = useSignedIn();
  // What a built-in style paints with concerns everybody.
  const mayPublish = style.own || (style.builtIn && (administrator || !account));
  const publish = useMutation(
    trpc.checkpoints.publish.mutationOptions({
      onSuccess: () => {
        toast.success(t('compare.publishedToast', { iteration }));
        router.refresh();
      },
      onError: actionFailed,
    }),
  );
  return (
    <div className="flex flex-1 basis-56 flex-wrap items-center justify-between gap-x-4 gap-y-2 text-xs tabular-nums">
      <span>{name}</span>
      {id === style.published?.id ? (
        <span className="inline-flex h-8 items-center gap-1.5 text-soft">
          <Check aria-hidden className="size-4" />
          {t('compare.published')}
        </span>
      ) : !mayPublish ? null : (
        <Button size="small" disabled={publish.isPending} onClick={() => publish.mutate({ id })}>
          {t('compare.publish')}
        </Button>
      )}
    </div>
  );
}
