import { inScope } from "@/lib/core/access/scope";
import type { Actor } from "@/lib/core/actor";
import { unqualified } from "@/lib/core/inventory/unqualified";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import type { Sql } from "@/lib/db/connect";
import type { QueueRow } from "@/lib/db/queues";
import type { Ctx } from "../../context";
import type { Selected } from "../selected";

/** Where messages go: a queue with its settings, or another resource as the inventory knows it. */
export interface Place {
  readonly arn: string;
  readonly kind: "queue" | "function" | "topic" | "bus" | "other";
  readonly name: string;
  /** In the inventory and not deleted; without it nothing may be sent there. */
  readonly isKnown: boolean;
  readonly accountId: string | null;
  readonly queue: QueueRow | null;
}

/** Where every message of a plan goes, from our own rows alone. */
export interface Aim {
  /** For each chosen message, in order, the ARN it goes to; null where no way is known. */
  readonly arns: readonly (string | null)[];
  readonly places: readonly Place[];
  /** The settings relied on: they make the hash, and the difference when one of them changes. */
  readonly configuration: PlanConfiguration;
  /** Why some of the messages cannot go this way. Each blocks the plan. */
  readonly problems: readonly string[];
  /** What a person should know before; none of it blocks. */
  readonly warnings?: readonly string[];
}

/** A place that a person named and may not see is to them as one that nobody knows: of its settings nothing is told. */
export function asSeenBy({ scope }: Actor, place: Place): Place {
  const isSeen = place.accountId !== null && inScope(scope, place.accountId, place.arn, unqualified(place.arn));
  return isSeen ? place : { ...place, isKnown: false, accountId: null, queue: null };
}

export interface AimAt {
  readonly queue: QueueRow;
  readonly chosen: readonly Selected[];
  /** Where a person said that the messages go. */
  readonly destinationArn: string | null;
}
export type Aimer = (ctx: Ctx, db: Sql, at: AimAt) => Promise<Aim>;

export const NOWHERE: Aim = { arns: [], places: [], configuration: {}, problems: [] };
