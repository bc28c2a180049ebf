import { Refused, type RefusedAnswer, statusReason } from '@/contracts/refused.ts';

/** What the studio answers. @throws Refused where it answers that it does not, or does not answer */
export async function ask(address: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(address, init).catch((cause: unknown) => {
    throw init.signal?.aborted ? cause : noAnswer(cause);
  });
  if (!answer.ok) throw refused(answer.status, await answer.text());
  return answer;
}

export const noAnswer = (cause?: unknown) => new Refused({ kind: 'noAnswer' }, String(cause), { cause });

/** What the studio, or a proxy before it, answered. */
export function refused(status: number, answer: string): Refused {
  try {
    const { reason, detail } = JSON.parse(answer) as Partial<RefusedAnswer>;
    return new Refused(reason ?? statusReason(status), detail);
  } catch {
    return new Refused(statusReason(status), answer);
  }
}
