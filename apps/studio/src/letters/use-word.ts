import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Lettering, type LetteringLine, letteringUrl, LINES } from '@/contracts/lettering.ts';
import { Refused } from '@/contracts/refused.ts';
import { ask } from '@/trpc/ask.ts';

/** A painted word: where its picture is, and its letters in the order in which they are counted. */
export interface Word {
  url: string;
  letters: string[];
}

/** A word, painted when nobody has typed for a moment, and how much of it is done. */
export function useWord(order: Lettering, enabled: boolean) {
  const [done, setDone] = useState<number | null>(null);
  const word = useQuery({
    queryKey: ['word', order],
    enabled,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async ({ signal }): Promise<Word> => {
      await rest(signal);
      setDone(null);
      const url = letteringUrl(order);
      const answer = await ask(url, { signal, headers: { accept: LINES } });
      let letters: string[] = [];
      for await (const line of linesOf(answer.body!)) {
        if ('reason' in line) throw new Refused(line.reason, line.detail);
        if ('letters' in line) letters = line.letters;
        else setDone(line.done);
      }
      return { url, letters };
    },
  });
  return { word, done };
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<LetteringLine> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader(); // prettier-ignore
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line) as LetteringLine;
  }
}

/** Whoever types wants the last letter painted, not each on the way. */
const rest = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const waited = setTimeout(resolve, 500);
    signal.addEventListener('abort', () => {
      clearTimeout(waited);
      reject(signal.reason as Error);
    });
  });
