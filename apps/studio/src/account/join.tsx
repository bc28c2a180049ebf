'use client';
import { useTranslations } from 'next-intl';
import { TextField } from '@/ui/field.tsx';
import { Form } from './form.tsx';
import { useAccountRequest } from './use-account-request.ts';
import { at } from '@/contracts/base-path.ts';

interface JoinProps {
  /** Of the link; without one it is asked for. */
  code: string | undefined;
  /** Letters of a password. */
  least: number;
}

export function Join({ code, least }: JoinProps) {
  const t = useTranslations('account');
  const { send, pending, failure } = useAccountRequest('join');
  return (
    <Form
      verb={t('join')}
      pending={pending}
      failure={failure}
      onSend={async (fields) => (await send({ code, ...fields })) && location.assign(at('/'))}
    >
      {code === undefined && (
        <TextField label={t('code')} hint={t('codeHint')} name="code" autoComplete="off" required autoFocus />
      )}
      <TextField label={t('name')} name="name" autoComplete="name" maxLength={100} required />
      <TextField
        label={t('email')}
        hint={t('emailHint')}
        name="email"
        type="email"
        autoComplete="username"
        required
      />
      <TextField
        label={t('password')}
        hint={t('passwordHint', { least })}
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={least}
        required
      />
    </Form>
  );
}
