/** A folder that a run may be trained on, besides the built-in photos. */
export interface PhotoFolder {
  name: string;
  /** How many photos there are; null: no worker has told yet. */
  photos: number | null;
}
