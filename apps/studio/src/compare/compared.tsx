import type { Photo } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import type { usePaintings } from '@/paint/use-paintings.ts';
import { cn } from '@/ui/class-names.ts';
import { Wipe } from '@/ui/wipe.tsx';
import type { useSyncedLooks } from '@/zoom/use-synced-looks.ts';
import { Framed } from './framed.tsx';
import { PaintingPane, PhotoPane } from './panes.tsx';
import type { useComparison } from './use-comparison.ts';

interface ComparedProps {
  comparison: ReturnType<typeof useComparison>;
  photo: Photo;
  statuses: ReturnType<typeof usePaintings>['statuses'];
  synced: ReturnType<typeof useSyncedLooks>;
  onRetry: () => void;
}

/** Both paintings, side by side or one over the other, and beside them the photo where that is wanted. */
export function Compared({ comparison, photo, statuses, synced, onRetry }: ComparedProps) {
  const t = useTranslations();
  const names = useNames();
  const { a, b, view, look } = comparison;
  const statusOf = (name: 'a' | 'b') => statuses[comparison[name].checkpoint.id];
  const pane = (name: 'a' | 'b') => (
    <PaintingPane
      side={comparison[name]}
      several={comparison.several}
      status={statusOf(name)}
      onRetry={onRetry}
      look={look}
      {...synced.pane(name)}
    />
  );

  return view !== 'wipe' ? (
    <div className={cn('grid gap-4', view === 'three' ? 'sm:grid-cols-3' : 'sm:grid-cols-2')}>
      {view === 'three' && (
        <Framed photo={photo} caption={[]} title={names.photo(photo) || t('photo.uploadAlt')}>
          <PhotoPane photo={photo} look={look} {...synced.pane('photo')} />
        </Framed>
      )}
      <Framed photo={photo} caption={[a]}>
        {pane('a')}
      </Framed>
      <Framed photo={photo} caption={[b]}>
        {pane('b')}
      </Framed>
    </div>
  ) : (
    <div className="mx-auto" style={{ maxWidth: `calc(76dvh * ${photo.image.width / photo.image.height})` }}>
      <Framed photo={photo} caption={[a, b]}>
        {/* Only with both paintings: the line would stand elsewhere on the server than in the browser. */}
        {statusOf('a')?.state === 'done' && statusOf('b')?.state === 'done' ? (
          <Wipe
            label={t('compare.wipe')}
            left={pane('a')}
            right={pane('b')}
            position={comparison.line}
            onPosition={comparison.moveLine}
            byHandle
          />
        ) : (
          pane(statusOf('b')?.state === 'done' ? 'a' : 'b')
        )}
      </Framed>
    </div>
  );
}
