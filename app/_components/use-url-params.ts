"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Changes = Readonly<Record<string, string | undefined>>;

/**
 * The query of the address, and a way to change it without asking the server for the page again. An absent or empty value
 * takes its name out of the address; names that are not mentioned stay.
 */
export function useUrlParams() {
  const params = useSearchParams();
  const change = useCallback((changes: Changes, { isStep = false } = {}) => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const address = next.size > 0 ? `?${next}` : window.location.pathname;
    if (isStep) window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  }, []);
  return [params, change] as const;
}
