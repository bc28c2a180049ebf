import type { Style } from '@atelier/db';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { at } from '@/contracts/base-path.ts';
import type { TrainingOrder } from '@/contracts/training-order.ts';
import { sendPicture } from '@/photo/upload.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { useFailure } from '@/ui/use-failure.ts';
import type { NewStyle } from './new-style.tsx';

/** Starts a training and goes to its page; tells while it does, and why it could not. */
export function useStart() {
  const t = useTranslations();
  const router = useRouter();
  const startRun = useMutation(useTRPC().runs.start.mutationOptions());
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string>();
  const failure = useFailure();

  const send = (order: TrainingOrder, { picture, label }: NewStyle) => {
    const whole = JSON.stringify({ ...order, ...label, crop: picture?.crop ?? null });
    const address = at(`/api/training?order=${encodeURIComponent(whole)}`);
    return sendPicture<{ id: string }>(address, picture!.file);
  };
  const start = async (order: TrainingOrder, of: Style | NewStyle) => {
    setBusy(true);
    setSaid(undefined);
    try {
      const run = await ('id' in of ? startRun.mutateAsync({ ...order, styleId: of.id }) : send(order, of));
      router.push(`/runs/${run.id}`);
    } catch (error) {
      setSaid(t('train.startFailed', { detail: failure(error) }));
      setBusy(false);
    }
  };
  return { start, busy, failure: said };
}
