"use client";

import { type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { contract, type InputOf, type OperationId, type OutputOf } from "@/lib/contract";
import { ApiError, createClient } from "@/lib/contract/client";
import type { Problem } from "@/lib/contract/problem";
import { useDroppedWhenOver } from "./reveal-over";

/** The API of the page's own origin. */
export const api = createClient({ baseUrl: "" });

export function queryKey<K extends OperationId>(id: K, input: InputOf<K>) {
  return [id, input] as const;
}

/** The stream of changes is the rule; this asks again when it is silent or broken. */
const FALLBACK_MS = 15_000;
/** Of what changes seldom, or only by what the stream tells. */
const SELDOM_MS = 60_000;
const SELDOM: ReadonlySet<unknown> = new Set<OperationId>([
  "listNotices",
  "listSuspects",
  "listCapsules",
  "listIssues",
  "listIssueChannels",
]);
/** Asked once and kept: reading a body is audited each time, a plan is frozen, and a test is of what was asked then. */
const ASKED_ONCE: ReadonlySet<unknown> = new Set<OperationId>([
  "getMessageBody",
  "getVaultBody",
  "createPlan",
  "testEvent",
]);

interface AnswerOptions<K extends OperationId> {
  readonly initialData?: OutputOf<K>;
  readonly isEnabled?: boolean;
}

/** What a reading operation answers, kept current. Old data stays while it is read again. */
export function useAnswer<K extends OperationId>(
  id: K,
  input: InputOf<K>,
  { initialData, isEnabled = true }: AnswerOptions<K> = {},
) {
  const isOnce = ASKED_ONCE.has(id);
  const query = useQuery<OutputOf<K>>({
    queryKey: queryKey(id, input),
    queryFn: ({ signal }) => api[id](input, { signal }),
    enabled: isEnabled,
    ...(initialData === undefined ? {} : { initialData: () => initialData }),
    ...(isOnce
      ? { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false }
      : { refetchInterval: SELDOM.has(id) ? SELDOM_MS : FALLBACK_MS }),
    retry: (count, error) => count < 2 && !isRefusal(error),
  });
  useDroppedWhenOver(queryKey(id, input), query.data, query.dataUpdatedAt);
  return query;
}

/** A page of a list as the API gives it. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
  readonly totalCount: number | null;
}

/** A list that grows page by page. The key is `[operationId, input]` without the cursor. */
export function usePages<Item>(
  key: readonly [OperationId, object],
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
  first?: Page<Item>,
  { isEnabled = true } = {},
) {
  const query = useInfiniteQuery({
    queryKey: [...key, "pages"],
    enabled: isEnabled,
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<Item>) => page.nextCursor ?? undefined,
    ...(first === undefined ? {} : { initialData: () => ({ pages: [first], pageParams: [undefined] }) }),
    refetchInterval: FALLBACK_MS,
    retry: (count, error) => count < 2 && !isRefusal(error),
  });
  const pages = query.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items), [pages]);
  return { ...query, items, totalCount: pages?.at(-1)?.totalCount ?? null };
}

interface CommandOptions<K extends OperationId> {
  readonly onDone?: (output: OutputOf<K>) => void;
}

/**
 * A changing operation. Repeating the same input after a failure sends the same Idempotency-Key, so that an answer lost
 * on the way never does the thing twice. What went wrong stays in `problem` until the next try.
 */
export function useCommand<K extends OperationId>(id: K, { onDone }: CommandOptions<K> = {}) {
  const client = useQueryClient();
  const keyFor = useRetryKey();
  const mutation = useMutation<OutputOf<K>, Error, InputOf<K>>({
    mutationFn: (input) => api[id](input, contract[id].idempotent ? { idempotencyKey: keyFor.keyOf(input) } : {}),
    onSuccess: (output) => {
      keyFor.forget();
      // A reading that was under way may have begun before the change.
      readAgain(client, undefined, { isBegunAnew: true });
      onDone?.(output);
    },
  });
  const problem = mutation.error ? problemOf(mutation.error) : undefined;
  return {
    run: mutation.mutate,
    runAsync: mutation.mutateAsync,
    reset: mutation.reset,
    isBusy: mutation.isPending,
    problem,
    /** What is wrong with one field of the input, for its Field. */
    fieldError: (field: string) => problem?.fields?.find((one) => one.field === field)?.message,
  };
}

function useRetryKey() {
  const last = useRef<{ body: string; key: string } | undefined>(undefined);
  return useMemo(
    () => ({
      keyOf(input: unknown): string {
        const body = JSON.stringify(input);
        if (last.current?.body !== body) last.current = { body, key: newIdempotencyKey() };
        return last.current.key;
      },
      forget() {
        last.current = undefined;
      },
    }),
    [],
  );
}

/** 128 random bits. Works without a secure origin, unlike crypto.randomUUID. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Reads everything shown again, or only the answers of these operations. What is being read already is waited for, unless
 * it is to begin anew.
 */
export function readAgain(
  client: QueryClient,
  ids?: ReadonlySet<OperationId>,
  { isBegunAnew = false }: { readonly isBegunAnew?: boolean } = {},
): void {
  void client.invalidateQueries(
    {
      predicate: ({ queryKey: [id] }) =>
        !ASKED_ONCE.has(id) && (ids === undefined || (ids as ReadonlySet<unknown>).has(id)),
    },
    { cancelRefetch: isBegunAnew },
  );
}

/** The problem document behind an error; where the server was not reached, one that says so. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  const detail = "The server does not answer. Check the connection and try again.";
  return { type: "about:blank", title: "unavailable", status: 0, code: "unavailable", detail, requestId: "" };
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status < 500 && error.problem.status !== 429;
}
