'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { at } from '@/contracts/base-path.ts';
import { fonts } from '@/contracts/lettering.ts';
import { useRestore } from '@/deleted/use-restore.ts';
import { ask } from '@/trpc/ask.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { SelectField } from '@/ui/field.tsx';
import { FileButton } from '@/ui/file-button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useActionFailed } from '@/ui/use-action-failed.ts';
import { useFailure } from '@/ui/use-failure.ts';

/** Chooses a font, of those that come along or that somebody brought; brings one. */
export function FontField({ value, onChange }: { value: string; onChange: (font: string) => void }) {
  const t = useTranslations('letters');
  const failure = useFailure();
  const actionFailed = useActionFailed();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: brought = [] } = useQuery(trpc.words.fonts.queryOptions());
  const refresh = () => queries.invalidateQueries(trpc.words.fonts.queryFilter());
  const bring = useMutation({
    mutationFn: async (file: File) => {
      const address = at(`/api/letters/fonts?name=${encodeURIComponent(file.name)}`);
      const answer = await ask(address, { method: 'POST', body: file });
      return (await answer.json()) as { id: string };
    },
    onSuccess: async ({ id }) => {
      await refresh();
      onChange(id);
    },
  });
  const { offer } = useRestore();
  const drop = useMutation(
    trpc.words.deleteFont.mutationOptions({
      onSuccess: (_, { id }) => offer(t('fontDropped'), 'font', id),
      onMutate: () => onChange('auto'),
      onError: actionFailed,
      onSettled: refresh,
    }),
  );
  const own = brought.find(({ id }) => id === value);
  return (
    <div>
      <SelectField label={t('font')} value={value} onChange={({ target }) => onChange(target.value)}>
        {fonts.map((font) => (
          <option key={font} value={font}>
            {t(`fonts.${font}`)}
          </option>
        ))}
        {brought.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <FileButton
          size="small"
          accept=".ttf,.otf,.woff2,font/*"
          input={{
            onChange: ({ target }) => {
              const [file] = target.files ?? [];
              if (file) bring.mutate(file);
              target.value = '';
            },
          }}
        >
          <Upload aria-hidden />
          {t('bring')}
        </FileButton>
        {own && (
          <Button size="small" onClick={() => drop.mutate({ id: own.id })}>
            <Trash2 aria-hidden />
            {t('dropFont')}
          </Button>
        )}
      </div>
      <p role="status" className="mt-1.5 text-xs text-soft">
        {bring.isPending ? t('bringing') : t('bringHint')}
      </p>
      {bring.error && <Failure>{failure(bring.error)}</Failure>}
    </div>
  );
}
