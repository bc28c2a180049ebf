'use client';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import superjson from 'superjson';
import type { AppRouter } from '@/server/router.ts';
import { at, basePath } from '@/contracts/base-path.ts';

export type { AppRouter };

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
export { useTRPC, useTRPCClient };

const url = at('/api/trpc');

const makeClient = () =>
  createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription',
        true: httpSubscriptionLink({ url, transformer: superjson }),
        false: splitLink({
          // Each order by itself, so that each can be left by itself.
          condition: ({ path }) => path === 'paintings.order',
          true: httpBatchStreamLink({ url, transformer: superjson, maxItems: 1 }),
          false: httpBatchStreamLink({ url, transformer: superjson, maxItems: 20 }),
        }),
      }),
    ],
  });

/** A session that has ended meanwhile: the page to sign in, which leads back. */
export function onError(error: unknown): void {
  const status = error instanceof TRPCClientError && (error.meta?.response as Response | undefined)?.status;
  if (status === 401)
    location.assign(
      at(`/sign-in?to=${encodeURIComponent(location.pathname.slice(basePath.length) + location.search)}`),
    );
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        queryCache: new QueryCache({ onError }),
        mutationCache: new MutationCache({ onError }),
        defaultOptions: { queries: { staleTime: 5_000, retry: 1 } },
      }),
  );
  const [client] = useState(makeClient);
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={client} queryClient={queries}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
