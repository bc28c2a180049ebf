import type { Style } from '@atelier/db';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { TRPCClientError } from '@trpc/client';
import type { Refusal } from '@/contracts/upload.ts';
import { at } from '@/contracts/base-path.ts';
import type { TrainingOrder } from '@/contracts/training-order.ts';
import { sendPicture, UploadFailed } from '@/photo/upload.ts';
import { useTRPC } from '@/trpc/client.tsx';
import type { NewStyle } from './new-style.tsx';

/** Why the studio did not take the order, where there are words for it. */
function reasonOf(error: unknown): Refusal | null {
  if (error instanceof UploadFailed) return error.reason;
  const code = error instanceof TRPCClientError && (error.data as { code?: string } | null)?.code;
  return code === 'PRECONDITION_FAILED' ? 'unknownPhotos' : null;
}

/** Starts a training and goes to its page; tells while it does, and why it could not. */
export function useStart() {
  const t = useTranslations();
  const router = useRouter();
  const startRun = useMutation(useTRPC().runs.start.mutationOptions());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const send = (order: TrainingOrder, { picture, label }: NewStyle) => {
    const whole = JSON.stringify({ ...order, ...label, crop: picture?.crop ?? null });
    const address = at(`/api/training?order=${encodeURIComponent(whole)}`);
    return sendPicture<{ id: string }>(address, picture!.file);
  };
  const start = async (order: TrainingOrder, of: Style | NewStyle) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const run = await ('id' in of ? startRun.mutateAsync({ ...order, styleId: of.id }) : send(order, of));
      router.push(`/runs/${run.id}`);
    } catch (error) {
      const reason = reasonOf(error);
      setFailure(
        t('train.startFailed', { detail: reason ? t(`upload.${reason}`) : (error as Error).message }),
      );
      setBusy(false);
    }
  };
  return { start, busy, failure };
}
