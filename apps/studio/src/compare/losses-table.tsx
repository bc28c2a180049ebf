'use client';
import type { CheckpointInfo, Style } from '@atelier/db';
import { useMutation } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';

const terms = ['content', 'style', 'totalVariation', 'total'] as const;

interface LossesTableProps {
  style: Style;
  checkpoints: CheckpointInfo[];
  nameOf: (checkpoint: CheckpointInfo) => string;
}

/** The checkpoints' losses on held-out photos, and which of them the gallery paints with. */
export function LossesTable({ style, checkpoints, nameOf }: LossesTableProps) {
  const t = useTranslations('compare');
  const failed = useTranslations('run');
  const format = useFormatter();
  const router = useRouter();
  const trpc = useTRPC();
  const publish = useMutation(
    trpc.checkpoints.publish.mutationOptions({
      onSuccess: (_, { id }) => {
        const iteration = checkpoints.find((checkpoint) => checkpoint.id === id)?.iteration ?? 0;
        toast.success(t('publishedToast', { iteration }));
        router.refresh();
      },
      onError: (error) => toast.error(failed('actionFailed', { detail: error.message })),
    }),
  );
  const shown = (checkpoint: CheckpointInfo, term: (typeof terms)[number]) => {
    const value = (checkpoint.heldOut as Record<string, number> | null)?.[term];
    return value === undefined ? t('unmeasured') : format.number(value, { maximumSignificantDigits: 4 });
  };
  return (
    <section aria-labelledby="losses" className="mt-10">
      <h2 id="losses" className="text-lg">
        {t('losses')}
      </h2>
      <p className="text-xs text-soft">{t('lossesHint')}</p>
      <div className="mt-4 overflow-x-auto" tabIndex={0} role="region" aria-labelledby="losses">
        <table className="w-full min-w-xl border-collapse text-left tabular-nums">
          <thead>
            <tr className="border-b border-edge text-xs text-soft">
              <th scope="col" className="py-2 pr-4 font-medium">
                {t('iteration')}
              </th>
              {terms.map((term) => (
                <th key={term} scope="col" className="px-4 py-2 text-right font-medium">
                  {t(term)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {checkpoints.map((checkpoint) => (
              <tr key={checkpoint.id} className="border-b border-line">
                <th scope="row" className="py-3 pr-4 font-medium">
                  {nameOf(checkpoint)}
                </th>
                {terms.map((term) => (
                  <td key={term} className="px-4 py-3 text-right">
                    {shown(checkpoint, term)}
                  </td>
                ))}
                <td className="py-3 pl-4 text-right">
                  <Button
                    size="small"
                    disabled={checkpoint.id === style.published?.id || publish.isPending}
                    onClick={() => publish.mutate({ id: checkpoint.id })}
                  >
                    {checkpoint.id === style.published?.id ? t('published') : t('publish')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
