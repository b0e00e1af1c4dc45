import type { OriginKind } from "@/lib/core/failures/origins/origin";
import type { PlanDriver } from "../action";
import type { PlanConfiguration } from "../plan-hash";

/** Actions that a session may do, and the ARNs on which. */
export interface Grant {
  readonly actions: readonly string[];
  readonly arns: readonly string[];
}

/** What a plan's sentence may name. */
export interface WayFacts {
  readonly queueName: string;
  /** The places in words: one, two, or how many. */
  readonly places: string;
}

/** One way in which a plan is carried out: what happens to each message, and whose credentials do which step. */
export interface Way {
  readonly driver: PlanDriver;
  /** Messages of these origins go back this way, unless a person chooses another. */
  readonly originKinds: readonly OriginKind[];
  /** Whether a person has to name where the messages go. */
  readonly takesDestination: "never" | "may" | "must";
  /** What it does, in one sentence. */
  sentence(facts: WayFacts): string;
  /** Who does which step, in order. */
  readonly steps: readonly { readonly step: string; readonly by: string }[];
  /** What its session may do with the places of the plan, beside taking messages out of the dead-letter queue. */
  readonly actions: readonly string[];
  /** What its session must read besides, of what the plan's configuration names. */
  reads?(configuration: PlanConfiguration): Grant[];
  /** What a person must know who chooses it although another way is the correct one; null where it is the correct one. */
  readonly consequence: string | null;
}

export const OPERATE = "the worker, in the account's operate role";
export const INSPECT = "the worker, in the account's inspect role";
export const SQS_ITSELF = "SQS itself, with the operate role's rights";
