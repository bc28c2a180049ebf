import { useTranslations } from 'next-intl';
import { reasonOf } from '@/contracts/refused.ts';
import { Button } from '@/ui/button.tsx';
import { Facts } from '@/ui/facts.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useFailure } from '@/ui/use-failure.ts';
import { LensButtons } from './lens-buttons.tsx';
import { LensStage } from './lens-stage.tsx';
import { LensStart } from './lens-start.tsx';
import type { LensSettings } from './painted-frames.ts';
import type { LensState } from './use-lens.ts';

interface LensPictureProps {
  lens: LensState;
  /** None until it is known what computes here. */
  settings: LensSettings | undefined;
  threads: number;
  /** Why nothing can be painted here. */
  engineFailure: string | undefined;
  onEngineRetry: () => void;
  /** Held still by more than its button. */
  held: boolean;
  photoHref: string;
  onShoot: () => void;
}

/** The painted camera, or how to turn it on; what went wrong, how fast it is, and the buttons. */
export function LensPicture({
  lens,
  settings,
  threads,
  engineFailure,
  onEngineRetry,
  held,
  photoHref,
  onShoot,
}: LensPictureProps) {
  const t = useTranslations();
  const { camera, frozen } = lens;
  const failure = useFailure();
  const problem = lens.failure ? failure({ reason: lens.failure }) : engineFailure;
  return (
    <>
      {camera.state === 'on' && settings ? (
        <LensStage
          key={camera.track.id}
          camera={camera}
          settings={settings}
          view={lens.look.view}
          frozen={frozen || held}
          onStage={lens.setStage}
          onSpeed={lens.setSpeed}
          onFailed={(cause) => lens.setFailure(reasonOf(cause))}
        />
      ) : (
        <LensStart
          camera={camera}
          ready={settings !== undefined}
          photoHref={photoHref}
          onStart={() => lens.begin()}
        />
      )}
      {problem && (
        <div className="mt-3">
          <Failure
            action={
              <Button onClick={() => (lens.failure ? lens.begin() : onEngineRetry())}>
                {t('actions.retry')}
              </Button>
            }
          >
            {t('lens.paintFailed', { detail: problem })}
          </Failure>
        </div>
      )}
      {camera.state === 'on' && (
        <>
          <Speed speed={lens.speed} threads={threads} />
          <LensButtons
            frozen={frozen}
            recording={lens.isRecording}
            ready={lens.speed !== undefined || frozen}
            onFreeze={() => lens.setFrozen(!frozen)}
            onShoot={onShoot}
            onRecord={lens.record}
            onTurn={camera.cameras.length > 1 ? lens.turn : undefined}
          />
        </>
      )}
    </>
  );
}

interface SpeedProps {
  speed: LensState['speed'];
  threads: number;
}

function Speed({ speed, threads }: SpeedProps) {
  const t = useTranslations('lens');
  return (
    <p className="mt-2 text-center text-xs text-soft tabular-nums" data-testid="speed">
      {speed ? (
        <Facts
          className="justify-center"
          of={[t(`engines.${speed.backend}`, { threads }), t('frame', { ...speed }), t('rate', { ...speed })]}
        />
      ) : (
        t('preparing')
      )}
    </p>
  );
}
