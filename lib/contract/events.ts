import { z } from "zod";
import type { Capability } from "@/lib/core/access/capabilities";

export const eventSchema = z
  .object({
    topic: z.enum([
      "run",
      "class",
      "queue",
      "account",
      "plan",
      "writes",
      "vault",
      "coverage",
      "pipeline",
      "notice",
      "alert",
      "channel",
      "review",
    ]),
    id: z.string(),
    accountId: z.string().nullable(),
  })
  .meta({ id: "Event", description: "Something changed; read it again. Carries no content." });
export type ChangeEvent = z.infer<typeof eventSchema>;

/**
 * The one route beside the contract: a stream, not an answer. It sends `change` events (an Event as JSON), `resync`
 * when some may have been missed and everything shown should be read again, and `end` when the session is over.
 */
export const eventStream = {
  operationId: "streamEvents",
  method: "GET",
  path: "/events",
  capability: "counts.see" as const satisfies Capability,
  tag: "system",
  summary: "Server-sent events: what changed, as it changes",
} as const;
