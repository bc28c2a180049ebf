import { runAt } from '@/server/address.ts';

export default async function RunLayout({ params, children }: LayoutProps<'/runs/[id]'>) {
  await runAt((await params).id);
  return children;
}
