'use client';
import { useTranslations } from 'next-intl';
import { TextField } from '@/ui/field.tsx';
import { Form } from './form.tsx';
import { useAccountRequest } from './use-account-request.ts';
import { at } from '@/contracts/base-path.ts';

/** @param to where to go then */
export function SignIn({ to }: { to: string }) {
  const t = useTranslations('account');
  const { send, pending, failure } = useAccountRequest('sign-in');
  return (
    <Form
      verb={t('signIn')}
      pending={pending}
      failure={failure}
      // Not by the router: what it keeps was made for nobody.
      onSend={async (fields) => (await send(fields)) && location.assign(at(to))}
    >
      <TextField label={t('email')} name="email" type="email" autoComplete="username" required autoFocus />
      <TextField
        label={t('password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
    </Form>
  );
}
