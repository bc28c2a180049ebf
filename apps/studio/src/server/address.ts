import { getRun, getStyle } from '@atelier/db';
import { notFound } from 'next/navigation';
import { cache } from 'react';

/**
 * What an address names, or the not-found page. Asked once per request, however often it is called: first by a layout,
 * as the status 404 can only be sent before the skeleton of the page is.
 */
export const styleAt = cache(async (slug: string) => (await getStyle(named(slug))) ?? notFound());

export const runAt = cache(async (id: string) => (await getRun(named(id))) ?? notFound());

/** A part of an address that can be a name. */
const named = (part: string) => (part.includes('\0') ? notFound() : part);
