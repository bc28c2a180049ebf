'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from '@/ui/toast.ts';
import { TextField } from '@/ui/field.tsx';
import { Form } from './form.tsx';
import { useAccountRequest } from './use-account-request.ts';

export function PasswordForm({ least }: { least: number }) {
  const t = useTranslations('account');
  const { send, pending, failure } = useAccountRequest('password');
  // Another number empties the fields.
  const [changes, setChanges] = useState(0);
  const change = async (fields: object) => {
    if (!(await send(fields))) return;
    setChanges(changes + 1);
    toast.success(t('passwordChanged'));
  };
  return (
    <Form key={changes} verb={t('changePassword')} pending={pending} failure={failure} onSend={change}>
      <TextField
        label={t('currentPassword')}
        name="current"
        type="password"
        autoComplete="current-password"
        required
      />
      <TextField
        label={t('newPassword')}
        hint={t('passwordHint', { least })}
        name="next"
        type="password"
        autoComplete="new-password"
        minLength={least}
        required
      />
    </Form>
  );
}
