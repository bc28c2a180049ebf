'use client';
import { createSerializer, type inferParserType, type ParserMap, useQueryStates } from 'nuqs';
import { useEffect, useEffectEvent, useOptimistic, useRef } from 'react';
import { onLeave } from './leaving.ts';

/**
 * State that stands in the page's address. nuqs writes it there a little later than it changes, and where the address is
 * written while another page is on its way, Next stays on this one. So what is still to be written is written as the page is
 * left, and what changes after that only once it is known that it was not left.
 */
export function useAddress<Keys extends ParserMap>(keys: Keys) {
  // Raised within the navigation, it falls when that has come to its end, whatever that is.
  const [raised, raise] = useOptimistic(false);
  const leaving = useRef(false);
  const [state, setState] = useQueryStates(keys, {
    history: 'replace',
    startTransition: (write) => {
      if (!leaving.current) void write();
    },
  });

  const write = useEffectEvent(() => {
    const search = createSerializer(keys)(location.search, state as Partial<inferParserType<Keys>>);
    if (search !== location.search) window.history.replaceState(null, '', location.pathname + search);
  });
  const onLeft = useEffectEvent(() => {
    write();
    leaving.current = true;
    raise(true);
  });
  useEffect(() => onLeave(() => onLeft()), []);
  useEffect(() => {
    if (raised || !leaving.current) return;
    leaving.current = false;
    write();
  }, [raised]);
  return [state, setState] as const;
}
