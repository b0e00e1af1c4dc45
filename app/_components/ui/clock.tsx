"use client";

import { createContext, type ReactNode, use, useCallback, useMemo, useSyncExternalStore } from "react";

const ServerNowContext = createContext(0);

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for every time on the page; it rests while nobody watches or the tab is hidden. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    if (document.visibilityState === "visible") for (const notify of listeners) notify();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Gives server and browser the same "now" for the first render, so that relative times hydrate without a mismatch. */
export function ClockProvider({ serverNow, children }: { serverNow: string; children: ReactNode }) {
  const milliseconds = useMemo(() => Date.parse(serverNow), [serverNow]);
  return <ServerNowContext value={milliseconds}>{children}</ServerNowContext>;
}

/** The present time in milliseconds, rounded down to `stepSeconds`; re-renders only when that changes. */
export function useNow(stepSeconds = 1): number {
  const serverNow = use(ServerNowContext);
  const step = stepSeconds * 1000;
  const read = useCallback(() => Math.floor(Date.now() / step) * step, [step]);
  const readServer = useCallback(() => Math.floor(serverNow / step) * step, [serverNow, step]);
  return useSyncExternalStore(subscribe, read, readServer);
}

const never = () => () => {};

/** The viewer's time zone; UTC on the server and during hydration. */
export function useViewerZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}
