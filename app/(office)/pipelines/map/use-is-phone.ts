"use client";

import { useSyncExternalStore } from "react";

const PHONE = "(max-width: 639.98px)";

/** Whether the window is as narrow as a phone; not known on the server, where it counts as wide. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
}

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(PHONE);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}
