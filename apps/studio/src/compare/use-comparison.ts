'use client';
import type { CheckpointInfo, Photo, Style } from '@atelier/db';
import { debounce, parseAsArrayOf, parseAsFloat, parseAsString, parseAsStringLiteral } from 'nuqs';
import { useEffect } from 'react';
import { useNames } from '@/i18n/use-names.ts';
import { trainingOf, useCheckpointName } from '@/paint/use-checkpoint-name.ts';
import { useAddress } from '@/ui/use-address.ts';
import type { Look } from '@/zoom/look.ts';
import { views } from './view.ts';

/** The whole state of the page: two checkpoints, the photo, the view, where the line stands, where it looks. */
const address = {
  a: parseAsString,
  b: parseAsString,
  photo: parseAsString,
  view: parseAsStringLiteral(views).withDefault('side'),
  line: parseAsFloat.withDefault(50),
  look: parseAsArrayOf(parseAsFloat).withDefault([1, 0, 0]),
};
const round = (value: number) => Math.round(value * 1000) / 1000;
/** What changes while something is drawn or dragged reaches the address when it has come to rest. */
const atRest = { limitUrlUpdates: debounce(250) };

/** One of the two sides. */
export interface Side {
  checkpoint: CheckpointInfo;
  style: Style;
  /** With its style's where the two are of different ones. */
  name: string;
}

/**
 * What is compared, as the page's address says it: two checkpoints and the photo they paint; `gone` where the address names
 * one that is not there any more.
 * @param style the page's
 * @param styles all that can paint: either side may be of any of them
 */
export function useComparison(style: Style, styles: Style[], photos: Photo[], remembered: Photo | undefined) {
  const names = useNames();
  const nameOf = useCheckpointName();
  const [state, setState] = useAddress(address);
  const all = styles.flatMap((each) => each.checkpoints);
  const find = (id: string | null) => all.find((checkpoint) => checkpoint.id === id);
  const first = firstPair(style, all);
  const a = find(state.a) ?? first.a;
  const b = find(state.b) ?? first.bBeside(a);
  const several = a.styleId !== b.styleId;
  const side = (checkpoint: CheckpointInfo): Side => {
    const of = styles.find(({ id }) => id === checkpoint.styleId) ?? style;
    const name = nameOf({ ...of, published: null }, checkpoint);
    return { checkpoint, style: of, name: several ? `${names.heading(of)} · ${name}` : name };
  };
  const photo = photos.find(({ id }) => id === state.photo) ?? remembered;
  const gone =
    [state.a, state.b].some((id) => id !== null && !find(id)) ||
    (state.photo !== null && photo?.id !== state.photo);
  // What is shown unasked is in the address too: a copied link shows the same, also once another one is published.
  useEffect(() => {
    if (state.a === null || state.b === null || (state.photo === null && photo))
      void setState({ a: state.a ?? a.id, b: state.b ?? b.id, photo: state.photo ?? photo?.id ?? null });
  }, [state, a, b, photo, setState]);
  const [scale = 1, x = 0, y = 0] = state.look;

  return {
    a: side(a),
    b: side(b),
    several,
    photo,
    gone,
    view: state.view,
    line: state.line,
    look: { scale, x, y } satisfies Look,
    choose: (chosen: Partial<Pick<typeof state, 'a' | 'b' | 'photo' | 'view'>>) => void setState(chosen),
    moveLine: (line: number) => void setState({ line: round(line) }, atRest),
    lookAt: ({ scale, x, y }: Look) => void setState({ look: [scale, x, y].map(round) }, atRest),
  };
}

/** Unasked: the last two of the training that the gallery paints with. */
function firstPair({ checkpoints, published }: Style, all: CheckpointInfo[]) {
  const training = trainingOf(published ?? checkpoints[0]!);
  const family = checkpoints.filter((each) => trainingOf(each) === training);
  const last = (family.length > 1 ? family : checkpoints).at(-1)!;
  return {
    a: family.at(-2) ?? checkpoints[0]!,
    bBeside: (a: CheckpointInfo) => (last.id === a.id ? (all.find(({ id }) => id !== a.id) ?? last) : last),
  };
}
