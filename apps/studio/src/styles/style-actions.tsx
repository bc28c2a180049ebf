'use client';
import type { Style } from '@atelier/db';
import { useMutation } from '@tanstack/react-query';
import { Lock, Paintbrush, Share2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { toast } from '@/ui/toast.ts';
import { useSignedIn } from '@/account/account-context.tsx';
import { useRestore } from '@/deleted/use-restore.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { useActionFailed } from '@/ui/use-action-failed.ts';
import { Button } from '@/ui/button.tsx';
import { Delete } from '@/ui/delete.tsx';

/** Training a style again; and sharing and deleting one of the user's own. */
export function StyleActions({
  style: { id, slug, builtIn, own, shared, published, checkpoints },
}: {
  style: Style;
}) {
  const t = useTranslations();
  const router = useRouter();
  const { offer } = useRestore();
  const { account } = useSignedIn();
  const trpc = useTRPC();
  const actionFailed = useActionFailed();
  const remove = useMutation(
    trpc.styles.delete.mutationOptions({
      onSuccess: () => {
        offer(t('gallery.deleted'), 'style', id);
        router.push('/');
      },
      onError: actionFailed,
    }),
  );
  const share = useMutation(
    trpc.styles.share.mutationOptions({
      onSuccess: (_, { shared }) => {
        toast.success(t(shared ? 'account.sharedToast' : 'account.unsharedToast'));
        router.refresh();
      },
      onError: actionFailed,
    }),
  );
  return (
    <div className="-ml-3.5 flex flex-wrap">
      {(builtIn || own) && checkpoints.length > 0 && (
        <Button asChild look="quiet" size="small">
          <Link href={`/train?style=${slug}`}>
            <Paintbrush aria-hidden />
            {t('gallery.trainAgain')}
          </Link>
        </Button>
      )}
      {own && account && published && (
        <Button
          look="quiet"
          size="small"
          disabled={share.isPending}
          onClick={() => share.mutate({ id, shared: !shared })}
        >
          {shared ? <Lock aria-hidden /> : <Share2 aria-hidden />}
          {t(shared ? 'account.unshare' : 'account.share')}
        </Button>
      )}
      {own && (
        <Delete
          quiet
          label={t('gallery.delete')}
          title={t('gallery.deleteAsk')}
          consequence={t('gallery.deleteConsequence')}
          onConfirm={() => remove.mutate({ id })}
        />
      )}
    </div>
  );
}
