/** A stroke of the brush that marks a part of the photo; places and sizes are shares of the photo's width. */
export interface Stroke {
  /** Diameter. */
  size: number;
  /** It takes away what was marked. */
  erases: boolean;
  /** x and y by turns. */
  points: number[];
}

/** Which part of the photo is painted. */
export interface Mask {
  strokes: Stroke[];
  /** What is not marked is painted. */
  inverted: boolean;
  /** How wide the edge fades, as a share of the photo's width. */
  feather: number;
}

export const NO_MASK: Mask = { strokes: [], inverted: false, feather: 0.01 };

/** All of a photo, be it twenty times as high as wide: one broad stroke from its top. */
export const ALL: Stroke = { size: 2, erases: false, points: [0.5, 0, 0.5, 20] };

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws what is marked, opaque on transparent, into a picture of `width` pixels. */
export function drawStrokes(context: Context, strokes: Stroke[], width: number): void {
  context.lineCap = context.lineJoin = 'round';
  for (const { size, erases, points } of strokes) {
    context.globalCompositeOperation = erases ? 'destination-out' : 'source-over';
    context.lineWidth = size * width;
    context.beginPath();
    context.moveTo(points[0]! * width, points[1]! * width);
    for (let i = 0; i < points.length; i += 2) context.lineTo(points[i]! * width, points[i + 1]! * width);
    context.stroke();
  }
  context.globalCompositeOperation = 'source-over';
}

/**
 * Takes from `context` what is not to be painted. `part` of the photo is drawn in it: its corner and its size as shares of the
 * photo's width and height.
 */
export function applyMask(
  context: Context,
  { strokes, inverted, feather }: Mask,
  part = { x: 0, y: 0, size: 1 },
): void {
  if (strokes.length === 0) return;
  const { width, height } = context.canvas;
  const full = width / part.size; // the photo's width at this scale
  const marks = new OffscreenCanvas(width, height).getContext('2d');
  if (!marks) throw new Error(`no canvas of ${width} × ${height} pixels`);
  marks.translate(-part.x * full, (-part.y * height) / part.size);
  drawStrokes(marks, strokes, full);
  context.filter = feather > 0 ? `blur(${(feather * full) / 2}px)` : 'none';
  context.globalCompositeOperation = inverted ? 'destination-out' : 'destination-in';
  context.drawImage(marks.canvas, 0, 0);
  context.filter = 'none';
  context.globalCompositeOperation = 'source-over';
}
