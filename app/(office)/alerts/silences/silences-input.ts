import type { InputOf } from "@/lib/contract";

/** One page of silences, whatever their state. */
export const SILENCES_INPUT = { limit: 100 } as const satisfies InputOf<"listSilences">;
