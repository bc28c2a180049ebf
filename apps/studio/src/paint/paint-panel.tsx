import type { ImageInfo, Style } from '@atelier/db';
import { DeviceSwitch } from '@/device/device-switch.tsx';
import { useNames } from '@/i18n/use-names.ts';
import { isDevicePhoto } from '@/pictures/device-pictures.ts';
import { cn } from '@/ui/class-names.ts';
import type { BlendOptions } from './blending.ts';
import { CheckpointField } from './checkpoint-field.tsx';
import { MaskPanel } from './mask-panel.tsx';
import { PaintControls } from './paint-controls.tsx';
import { Save } from './save.tsx';
import type { Chosen } from './use-chosen.ts';
import type { useMask } from './use-mask.ts';
import type { useStage } from './use-stage.ts';

interface PaintPanelProps {
  styles: Style[];
  chosen: Chosen;
  device: ReturnType<typeof useStage>['device'];
  /** What is marked of the photo. */
  marks: ReturnType<typeof useMask>;
  options: BlendOptions;
  painting: ImageInfo | undefined;
  /** Mixed into it. */
  other: ImageInfo | undefined;
  className: string;
}

/** All that can be set of a painting, and its saving: beside the stage, on a phone below it. */
export function PaintPanel({
  styles,
  chosen,
  device,
  marks,
  options,
  painting,
  other,
  className,
}: PaintPanelProps) {
  const names = useNames();
  const { state, style, photo, checkpoint, mixed, strokes, change } = chosen;
  return (
    <div className={cn('flex flex-col gap-6', className)}>
      <PaintControls {...{ state, strokes, style, styles, mixed, photo }} onChange={change} />
      <DeviceSwitch
        on={device.on}
        onChange={(on) => {
          device.setOn(on);
          // The studio does not know it.
          if (!on && photo && isDevicePhoto(photo)) change({ photo: null });
        }}
        backend={device.backend}
        threads={device.threads}
        milliseconds={device.milliseconds}
      />
      <MaskPanel
        mask={marks.mask}
        brush={marks.brush}
        marking={marks.marking}
        onMask={marks.setMask}
        onUndo={marks.undo}
        onBrush={marks.setBrush}
        onMarking={marks.setMarking}
      />
      {photo && (
        <div className="max-lg:order-first">
          <Save
            photo={photo.image}
            painting={painting}
            other={other}
            mask={marks.mask}
            options={options}
            name={`${style.slug.replace('~', '')}-${names.photo(photo).replace(/[^\p{L}\p{N}]+/gu, '-') || 'photo'}`}
          />
        </div>
      )}
      {styles.flatMap(({ checkpoints }) => checkpoints).length > 1 && (
        <CheckpointField
          style={style}
          photo={photo}
          chosenId={checkpoint?.id}
          onChoose={(id) => change({ checkpoint: id })}
        />
      )}
    </div>
  );
}
