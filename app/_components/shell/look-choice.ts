"use client";

import { useCallback, useSyncExternalStore } from "react";

const CHANGED = "dlo-look";

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", listener);
  };
}

/** A choice about the look, kept in this browser and applied by public/theme.js. Without storage it lasts for the page. */
export function useLookChoice(key: "dlo-theme" | "dlo-density", standard: string): [string, (value: string) => void] {
  const read = useCallback(() => {
    try {
      return localStorage.getItem(key) ?? standard;
    } catch {
      // Storage can be forbidden by the browser's settings; the standard look is then the answer.
      return standard;
    }
  }, [key, standard]);
  const value = useSyncExternalStore(subscribe, read, () => standard);
  const choose = useCallback(
    (next: string) => {
      try {
        localStorage.setItem(key, next);
      } catch {
        // See above: nothing to keep, the event below still tells the page.
      }
      window.dispatchEvent(new Event(CHANGED));
    },
    [key],
  );
  return [value, choose];
}
