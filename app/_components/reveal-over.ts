"use client";

import { hashKey, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect } from "react";

/**
 * When an answer that was read by a reveal must be dropped, in milliseconds of this browser; undefined for any other. A clock
 * that is slow gains no more than the whole time of the reveal after the reading.
 */
export function revealOverAt(answer: unknown, readAtMs: number): number | undefined {
  const reveal = typeof answer === "object" && answer !== null && "reveal" in answer ? answer.reveal : null;
  if (typeof reveal !== "object" || reveal === null || !("at" in reveal) || !("until" in reveal)) return undefined;
  const [at, until] = [Date.parse(String(reveal.at)), Date.parse(String(reveal.until))];
  return Math.min(until, readAtMs + (until - at));
}

/** Takes what a reveal showed off the page and out of memory when its time is over, and reads it again, masked. */
export function useDroppedWhenOver(key: QueryKey, answer: unknown, readAtMs: number): void {
  const client = useQueryClient();
  const overAt = revealOverAt(answer, readAtMs);
  const name = hashKey(key);
  useLayoutEffect(() => {
    if (overAt === undefined) return;
    const drop = () => {
      if (Date.now() < overAt) return;
      void client.resetQueries({ predicate: ({ queryHash }) => queryHash === name });
    };
    drop();
    const timer = setInterval(drop, 1000);
    return () => clearInterval(timer);
  }, [client, name, overAt]);
}
