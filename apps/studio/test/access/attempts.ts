import { trainingConfig } from '@atelier/model/config';
import type { World } from './world.ts';

/** With which inputs each procedure is tried: whatever takes an id gets Ada's. */
export function attempts(world: World): Record<string, unknown[]> {
  const { photoId, deletedPhotoId, styleId, slug, runId, checkpointId, paintingId, filmId, wave } = world;
  const config = trainingConfig({ iterations: 10 });
  const look = { strength: 0.5, keepColours: true };
  return {
    'accounts.list': [undefined],
    'accounts.invite': [{ role: 'administrator' }, {}],
    'checkpoints.publish': [{ id: checkpointId }, { id: wave.checkpointId }],
    'datasets.list': [undefined],
    'datasets.fetch': [{ name: 'waves', order: { source: 'coco-2017' } }],
    'datasets.stop': [{ name: 'waves' }],
    'datasets.resume': [{ name: 'waves' }],
    'datasets.forget': [{ name: 'waves' }],
    'deleted.list': [undefined],
    'deleted.restore': [{ kind: 'photo', id: deletedPhotoId }],
    'films.delete': [{ id: filmId }],
    'films.list': [undefined],
    'films.resume': [{ id: filmId }],
    'films.stop': [{ id: filmId }],
    'paintings.delete': [{ id: paintingId }],
    'paintings.history': [{}, { cursor: paintingId }],
    'paintings.look': [{ id: paintingId, look }],
    'paintings.order': [
      { photoIds: [photoId, deletedPhotoId], checkpointIds: [checkpointId, wave.checkpointId] },
      { photoIds: [photoId], checkpointIds: [checkpointId], preview: true },
    ],
    'photos.delete': [{ id: photoId }],
    'photos.list': [undefined],
    'runs.delete': [{ id: runId }],
    'runs.list': [undefined],
    // Takes no id, and takes long; what it gives is of this machine.
    'runs.measure': [],
    'runs.start': [{ styleId, config, photoFolder: null }],
    'runs.view': [{ id: runId }],
    'runs.watch': [{ id: runId }],
    'runs.watchAll': [undefined],
    'runs.fetchVgg': [], // would fetch it
    'runs.goOn': [{ id: world.runId, iterations: 1_000_000 }],
    'runs.setDesired': (['running', 'paused', 'stopped'] as const).map((desired) => ({
      id: runId,
      desired,
    })),
    'styles.delete': [{ id: styleId }],
    'styles.get': [{ slug }, { slug: slug.slice(1) }],
    'styles.list': [undefined],
    'styles.share': [{ id: styleId, shared: true }],
    'words.list': [undefined],
    'words.keep': [{ order: `text=word&checkpoint=${checkpointId}`, address: '?text=word' }],
    'words.delete': [{ id: world.wordId }],
    'words.fonts': [undefined],
    'words.deleteFont': [{ id: world.fontId }],
  };
}
