'use client';
import { Brush as BrushIcon, Eraser, Square, Trash2, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { Disclosure } from '@/ui/disclosure.tsx';
import { Slider } from '@/ui/slider.tsx';
import { ALL, type Mask, NO_MASK } from './mask.ts';
import type { Brush } from './mask-brush.tsx';

interface MaskPanelProps {
  mask: Mask;
  onMask: (mask: Mask) => void;
  onUndo: (() => void) | undefined;
  brush: Brush;
  onBrush: (brush: Brush) => void;
  /** The brush is on the stage. */
  marking: boolean;
  onMarking: (marking: boolean) => void;
}

/** Painting only a part of the photo: a brush to mark it, and what is done with what is marked. */
export function MaskPanel({ mask, onMask, onUndo, brush, onBrush, marking, onMarking }: MaskPanelProps) {
  const t = useTranslations('paint');
  const percent = (share: number) => t('strengthValue', { share });
  return (
    <Disclosure title={t('mask')} onToggle={({ currentTarget }) => !currentTarget.open && onMarking(false)}>
      <div className="mt-4 space-y-4">
        <div className="grid grid-cols-[repeat(2,max-content)] gap-2 *:justify-start">
          <Button size="small" look={marking ? 'seal' : 'outline'} onClick={() => onMarking(!marking)}>
            <BrushIcon aria-hidden />
            {t(marking ? 'maskDone' : 'maskMark')}
          </Button>
          <Button size="small" look="quiet" disabled={!onUndo} onClick={onUndo}>
            <Undo2 aria-hidden />
            {t('maskUndo')}
          </Button>
          <Button
            size="small"
            look="quiet"
            onClick={() => onMask({ ...mask, strokes: [...mask.strokes, ALL] })}
          >
            <Square aria-hidden />
            {t('maskAll')}
          </Button>
          <Button
            size="small"
            look="quiet"
            disabled={mask.strokes.length === 0}
            onClick={() => onMask({ ...mask, strokes: NO_MASK.strokes })}
          >
            <Trash2 aria-hidden />
            {t('maskClear')}
          </Button>
        </div>
        <p id="mask-keys" className="text-xs text-soft pointer-coarse:hidden">
          {t('maskKeysHint')}
        </p>
        <Choice
          label={t('maskWhat')}
          value={mask.inverted ? 'rest' : 'marked'}
          onChange={(what) => onMask({ ...mask, inverted: what === 'rest' })}
          options={[
            { value: 'marked', label: t('maskMarked') },
            { value: 'rest', label: t('maskRest') },
          ]}
        />
        <Choice
          label={t('maskTool')}
          value={brush.erases ? 'eraser' : 'brush'}
          onChange={(tool) => onBrush({ ...brush, erases: tool === 'eraser' })}
          options={[
            {
              value: 'brush',
              label: (
                <>
                  <BrushIcon aria-hidden />
                  {t('maskBrush')}
                </>
              ),
            },
            {
              value: 'eraser',
              label: (
                <>
                  <Eraser aria-hidden />
                  {t('maskEraser')}
                </>
              ),
            },
          ]}
        />
        <Slider
          label={t('maskSize')}
          value={brush.size}
          onChange={(size) => onBrush({ ...brush, size })}
          min={0.01}
          max={0.3}
          step={0.01}
          shown={percent(brush.size)}
        />
        <Slider
          label={t('maskFeather')}
          value={mask.feather}
          onChange={(feather) => onMask({ ...mask, feather })}
          min={0}
          max={0.1}
          step={0.01}
          shown={percent(mask.feather)}
        />
      </div>
    </Disclosure>
  );
}
