import { leave } from '@/ui/leaving.ts';

/** Called by Next as it begins to go to another page; at `traverse` the address is that page's already. */
export function onRouterTransitionStart(_address: string, how: 'push' | 'replace' | 'traverse'): void {
  if (how !== 'traverse') leave();
}
