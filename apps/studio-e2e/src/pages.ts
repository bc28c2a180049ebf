import { fixtureStyle, untrainedStyle } from '../fixture.ts';

/** Every page that anybody comes to by the bar or a link, but for the lens, which wants a camera. */
export const pages = [
  '/',
  `/styles/${fixtureStyle.slug}`,
  `/styles/${fixtureStyle.slug}/compare`,
  `/styles/${untrainedStyle.slug}`,
  '/batch',
  '/deleted',
  '/train',
  '/datasets',
  '/runs',
  '/films',
  '/learn',
  '/letters',
];
