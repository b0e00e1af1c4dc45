import type { Bus } from "@/lib/contract/event-buses";

const WORDS: Record<Bus["kind"], string> = { default: "default bus", custom: "custom bus", partner: "partner bus" };

export function busKindWords(kind: Bus["kind"]): string {
  return WORDS[kind];
}
