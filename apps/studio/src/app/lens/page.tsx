import { listStyles } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Lens } from '@/lens/lens.tsx';
import { viewer } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('lens'))('title') };
}

export default async function LensPage() {
  const { ownerId } = await viewer();
  const styles = await listStyles(ownerId);
  return <Lens styles={styles.filter(({ published }) => published)} />;
}
