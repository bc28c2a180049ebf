import { getRun, getStyle } from '@atelier/db';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { viewer } from './viewer.ts';

/**
 * What an address names, or the not-found page. Asked once per request, however often it is called: first by a layout,
 * as the status 404 can only be sent before the skeleton of the page is.
 */
export const styleAt = cache(
  async (slug: string) => (await getStyle(named(slug), (await viewer()).ownerId)) ?? notFound(),
);

export const runAt = cache(
  async (id: string) => (await getRun(named(id), (await viewer()).ownerId)) ?? notFound(),
);

/** A part of an address that can be a name. */
const named = (part: string) => (part.includes('\0') ? notFound() : part);
