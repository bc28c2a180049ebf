import { styleAt } from '@/server/address.ts';

export default async function StyleLayout({ params, children }: LayoutProps<'/styles/[slug]'>) {
  await styleAt(decodeURIComponent((await params).slug));
  return children;
}
