/** Where the studio lies on its host: `/atelier`, or empty. Built in, as Next.js builds it into every link. */
export const basePath = process.env.BASE_PATH ?? '';

/** The address of a page or a route of the studio's; links and the router know it by themselves. */
export const at = (path: string) => basePath + path;
