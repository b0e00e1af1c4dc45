import type { ResourceDriver } from "@/lib/core/plans/action";
import type { PlanCheck } from "@/lib/core/plans/check";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import type { Override } from "@/lib/core/plans/run-checks";
import type { PlanSubject } from "@/lib/core/plans/subject";
import type { ReplayTerms } from "@/lib/core/replays/terms";
import type { Sql } from "@/lib/db/connect";
import type { PlanItem, PlanRow } from "@/lib/db/plans";
import type { Ctx } from "../context";
import type { ParsedInput } from "../operation";
import { type ExecutionWish, gatherExecutions } from "./gather-executions";
import { gatherReplay, type ReplayWish } from "./gather-replay";

/** What a plan about a resource freezes, judged by what is known now. Plan and apply gather the same. */
export interface GatheredResource {
  readonly action: "redrive" | "replay";
  readonly driver: ResourceDriver;
  readonly resource: { readonly id: string; readonly accountId: string; readonly region: string };
  readonly subject: PlanSubject;
  readonly classId: string | null;
  /** Executions; a replay has none. */
  readonly items: readonly PlanItem[];
  readonly title: string;
  readonly sentence: string;
  /** ARNs that the run acts on or sends to: its session is narrowed to these. */
  readonly destinationArns: readonly string[];
  readonly roleArn: string | null;
  readonly configuration: PlanConfiguration;
  readonly checks: readonly PlanCheck[];
  /** Those of the wished-for overrides that a block was gone against. */
  readonly overrides: readonly Override[];
  readonly priceUsd: number | null;
  /** What it is made of, or why there is none. */
  readonly priceNote: string;
  readonly takesAboutSeconds: number | null;
  /** After about how long an execution that fails again has failed again; null: nobody can tell, or nothing is watched. */
  readonly expectedReturnSeconds: number | null;
  readonly replay: ReplayTerms | null;
}

/** What a person wants with a resource. */
export type ResourceWish = ReplayWish | ExecutionWish;

/** Gathers it; refuses by name what cannot be. Nothing is touched. */
export function gatherResource(ctx: Ctx, db: Sql, wish: ResourceWish): Promise<GatheredResource> {
  return wish.kind === "replay" ? gatherReplay(ctx, db, wish) : gatherExecutions(ctx, db, wish);
}

type Input = ParsedInput<"createPlan">;

/** What the input wants with a resource; undefined when it is about a queue. `isOfExecutions`: of the class that it names. */
export function resourceWish(input: Input, isOfExecutions: boolean): ResourceWish | undefined {
  const { selection, overrides, reason = null } = input;
  const driver = input.driver === "start-execution" ? "start-execution" : "redrive-execution";
  if ("archiveId" in selection) {
    const { archiveId, from, until, ruleIds } = selection;
    const rules = ruleIds ? ({ kind: "ids", ids: ruleIds } as const) : ({ kind: "all" } as const);
    return { kind: "replay", archiveId, from, until, rules, overrides, reason };
  }
  const more = { kind: "executions", driver, ratePerSecond: input.ratePerSecond ?? null, overrides, reason } as const;
  if ("executionArns" in selection) return { ...more, selection: { executionArns: selection.executionArns } };
  return isOfExecutions && "classId" in selection ? { ...more, selection: { classId: selection.classId } } : undefined;
}

/** The wish of a plan that was made, so that it is gathered again as it was meant. */
export function wishOfPlan(plan: PlanRow, items: readonly PlanItem[]): ResourceWish {
  const { overrides, replay, ratePerSecond } = plan.detail;
  const { reason } = plan;
  if (replay) {
    const { from, until, ruleArns } = replay;
    const rules = ruleArns ? ({ kind: "arns", arns: ruleArns } as const) : ({ kind: "all" } as const);
    return { kind: "replay", archiveId: plan.resourceId ?? "", from, until, rules, overrides, reason };
  }
  const driver = plan.driver === "start-execution" ? "start-execution" : "redrive-execution";
  const selection = { executionArns: items.map(({ messageId }) => messageId), classId: plan.classId };
  return { kind: "executions", driver, selection, ratePerSecond, overrides, reason };
}
