import type { Strokes } from '@atelier/stylize';
import { at } from '@/contracts/base-path.ts';

interface ZipOrder {
  name: string;
  photoIds: string[];
  checkpointIds: string[];
  strokes: Strokes;
  strength?: number;
  keepColours?: boolean;
  sheet?: boolean;
  skip?: boolean;
}

/** Where the ZIP file is; see the zip route. */
export function zipAddress({
  name,
  photoIds,
  checkpointIds,
  strokes,
  strength,
  keepColours,
  sheet,
  skip,
}: ZipOrder): string {
  const query = new URLSearchParams({
    name,
    photos: photoIds.join(),
    checkpoints: checkpointIds.join(),
    strokes,
    strength: String(strength ?? 1),
    colours: String(keepColours ?? false),
    sheet: String(sheet ?? false),
    skip: String(skip ?? false),
  });
  return at(`/api/zip?${query}`);
}

/** Begins the download, as a click on a link would. */
export function download(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
