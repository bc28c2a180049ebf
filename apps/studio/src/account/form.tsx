'use client';
import type { FormEvent, ReactNode } from 'react';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';

interface FormProps {
  /** Gets what was typed, by the fields' names. */
  onSend: (fields: Record<string, string>) => Promise<unknown>;
  verb: string;
  pending: boolean;
  failure?: string | undefined;
  children: ReactNode;
}

/** Some fields and the button that sends them. */
export function Form({ onSend, verb, pending, failure, children }: FormProps) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void onSend(Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>);
  };
  return (
    <form onSubmit={send} className="grid gap-5">
      {children}
      {failure && <Failure>{failure}</Failure>}
      <Button type="submit" look="seal" size="large" disabled={pending} className="justify-self-start">
        {verb}
      </Button>
    </form>
  );
}
