import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { guarded } from '@/server/guard.ts';
import { appRouter } from '@/server/router.ts';

const handler = guarded((req: Request) =>
  fetchRequestHandler({
    endpoint: '/api/trpc',
    req,
    router: appRouter,
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') console.error(`${path ?? 'request'} failed:`, error);
    },
  }),
);

export { handler as GET, handler as POST };
