'use client';
import { ARCHIVE, collections, datasetNameSchema, fetchSchema } from '@atelier/model/dataset-order';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '@/trpc/client.tsx';
import { namedOrderSchema } from '@/contracts/dataset-order.ts';
import { Button } from '@/ui/button.tsx';
import { SelectField, TextField } from '@/ui/field.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useFailure } from '@/ui/use-failure.ts';
import { useSettled } from '@/ui/use-action-failed.ts';

const defaults = fetchSchema.parse({});
/** An archive of one's own, in the list of what may be fetched. */
const OWN = 'own';
type Source = (typeof collections)[number] | typeof OWN;

/** Which photos are to be fetched, and how many. */
export function FetchForm() {
  const t = useTranslations('datasets');
  const failure = useFailure();
  const trpc = useTRPC();
  const { onSettled } = useSettled(trpc.datasets.list.queryKey());
  const fetch = useMutation(trpc.datasets.fetch.mutationOptions({ onSettled }));
  const [source, setSource] = useState<Source>(collections[0]);
  const [address, setAddress] = useState('');
  const [named, setNamed] = useState<string>();
  const [count, setCount] = useState(String(defaults.count));
  const [side, setSide] = useState(String(defaults.side));
  const [licence, setLicence] = useState(defaults.licence);
  const [asked, setAsked] = useState(false);
  const name = named ?? (source === OWN ? nameOf(address) : source);
  const order = {
    ...{ source: source === OWN ? address.trim() : source, count: Number(count), side: Number(side) },
    licence: source === OWN ? 'any' : licence,
  };
  const parsed = namedOrderSchema.safeParse({ name, order });
  const wrong = new Set(parsed.error?.issues.map(({ path }) => String(path.at(-1))));
  const problem = (field: string, message: string) => (asked && wrong.has(field) ? message : undefined);

  const send = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!parsed.success) return;
    fetch.mutate(parsed.data, {
      onSuccess: () => {
        setAsked(false);
        setNamed(undefined);
        setAddress('');
      },
    });
  };
  return (
    <form onSubmit={send} noValidate className="space-y-5">
      <SelectField
        label={t('source')}
        value={source}
        onChange={({ target }) => setSource(target.value as Source)}
      >
        {[...collections, OWN].map((each) => (
          <option key={each} value={each}>
            {t(`sources.${each as Source}`)}
          </option>
        ))}
      </SelectField>
      {source === OWN ? (
        <TextField
          label={t('address')}
          hint={t('addressHint')}
          error={problem('source', t('addressWrong'))}
          inputMode="url"
          value={address}
          onChange={({ target }) => setAddress(target.value)}
        />
      ) : (
        <SelectField
          label={t('whichLicences')}
          hint={t('whichLicencesHint')}
          value={licence}
          onChange={({ target }) => setLicence(target.value as typeof licence)}
        >
          <option value="any">{t('licences.any')}</option>
          <option value="free">{t('licences.free')}</option>
        </SelectField>
      )}
      <TextField
        label={t('name')}
        error={problem('name', t('nameWrong'))}
        value={name}
        onChange={({ target }) => setNamed(target.value)}
      />
      <div className="grid grid-cols-2 gap-4">
        <TextField
          label={t('count')}
          error={problem('count', t('outOfRange', limits('count')))}
          inputMode="numeric"
          value={count}
          onChange={({ target }) => setCount(target.value)}
        />
        <TextField
          label={t('side')}
          error={problem('side', t('outOfRange', limits('side')))}
          inputMode="numeric"
          value={side}
          onChange={({ target }) => setSide(target.value)}
        />
      </div>
      <p className="text-xs text-soft">{t('sideHint')}</p>
      <Button type="submit" look="seal" size="large" disabled={fetch.isPending}>
        <Download aria-hidden />
        {t('start')}
      </Button>
      {fetch.error && <Failure>{t('startFailed', { detail: failure(fetch.error) })}</Failure>}
    </form>
  );
}

function limits(field: 'count' | 'side') {
  const { minValue, maxValue } = fetchSchema.shape[field].unwrap();
  return { least: minValue!, most: maxValue! };
}

/** An archive's own name, as far as it can be a folder's. */
function nameOf(address: string): string {
  const file = address.trim().split(/[?#]/)[0]!.split('/').at(-1)!.replace(ARCHIVE, '');
  const name = file.replace(/[^\p{L}\p{N}_-]+/gu, '-').replace(/^[-_]+|-+$/g, '');
  return datasetNameSchema.safeParse(name).success ? name : '';
}
