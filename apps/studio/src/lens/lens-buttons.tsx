import { Camera as CameraIcon, Circle, Pause, Play, Square, SwitchCamera } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/ui/button.tsx';

interface LensButtonsProps {
  frozen: boolean;
  recording: boolean;
  /** Whether something is painted, so that there is a picture to take. */
  ready: boolean;
  onFreeze: () => void;
  onShoot: () => void;
  onRecord: () => void;
  /** Changes to the camera on the other side; none where there is one camera. */
  onTurn: (() => void) | undefined;
}

/** Below the live painting: hold it still, take a photo, record, turn the camera. */
export function LensButtons({
  frozen,
  recording,
  ready,
  onFreeze,
  onShoot,
  onRecord,
  onTurn,
}: LensButtonsProps) {
  const t = useTranslations('lens');
  return (
    <>
      <div className="mt-2 flex items-center justify-center gap-3">
        <Button
          size="icon"
          aria-pressed={frozen}
          aria-label={t(frozen ? 'unfreeze' : 'freeze')}
          onClick={onFreeze}
        >
          {frozen ? <Play aria-hidden /> : <Pause aria-hidden />}
        </Button>
        <Button look="seal" size="large" disabled={!ready} onClick={onShoot}>
          <CameraIcon aria-hidden />
          {t('photo')}
        </Button>
        <Button
          size="icon"
          aria-pressed={recording}
          aria-label={t(recording ? 'stopRecording' : 'record')}
          onClick={onRecord}
        >
          {recording ? (
            <Square aria-hidden className="fill-danger text-danger" />
          ) : (
            <Circle aria-hidden className="fill-danger text-danger" />
          )}
        </Button>
        {onTurn && (
          <Button size="icon" aria-label={t('turn')} className="not-pointer-coarse:hidden" onClick={onTurn}>
            <SwitchCamera aria-hidden />
          </Button>
        )}
      </div>
      <p role="status" className="mt-1 text-center text-xs text-danger">
        {recording && t('recording')}
      </p>
    </>
  );
}
