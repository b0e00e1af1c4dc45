import { EVERYTHING } from "@/lib/core/access/scope";
import { NotFound } from "@/lib/core/errors";
import { returnSeconds, runSeconds } from "@/lib/core/executions/durations";
import { EXECUTION_CHECKS } from "@/lib/core/executions/execution-checks";
import type { ExecutionFacts } from "@/lib/core/executions/execution-facts";
import { endKey, executionArnOf } from "@/lib/core/executions/execution-names";
import type { ExecutionDriver } from "@/lib/core/plans/action";

import { consumerSpan } from "@/lib/core/plans/checks/consumer-span";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import { executionsPrice } from "@/lib/core/plans/price";
import { type Override, runChecks, usedOverrides } from "@/lib/core/plans/run-checks";
import { defaultRatePerSecond } from "@/lib/core/plans/terms";
import { WAYS } from "@/lib/core/plans/ways";
import { type AccountView, getAccount } from "@/lib/db/accounts";
import { sha256Of } from "@/lib/db/bodies";
import type { Sql } from "@/lib/db/connect";
import {
  findOpenExecutions,
  findUnansweredStarts,
  lockExecutions,
  type MachineRow,
  type SelectedExecution,
} from "@/lib/db/execution-selection";
import { listChangesOf } from "@/lib/db/gate-facts";
import type { PlanItem } from "@/lib/db/plans";
import { writeStopFor } from "@/lib/db/settings";
import type { Ctx } from "../context";
import { knownPrices } from "../costs/own-prices";
import { type ChosenExecutions, chooseExecutions } from "../executions/choose-executions";
import { readExecutionGate } from "../executions/read-gate";
import type { GatheredResource } from "./about-resource";
import { refuseWrongOverrides } from "./refuse-wrong-overrides";

/** A session's policy has room for about so many ARNs. */
const MOST_NAMED = 6;

/** Failed executions to be taken up again, as a person wants it, or as a plan froze it. */
export interface ExecutionWish {
  readonly kind: "executions";
  readonly driver: ExecutionDriver;
  readonly selection:
    | { readonly classId: string }
    | { readonly executionArns: readonly string[]; readonly classId?: string | null };
  readonly ratePerSecond: number | null;
  readonly overrides: readonly Override[];
  readonly reason: string | null;
}

/**
 * What taking these executions up again would do, judged by what is known now. Each item is one end of one execution: one that
 * is redriven and fails again meanwhile is another.
 */
export async function gatherExecutions(ctx: Ctx, db: Sql, wish: ExecutionWish): Promise<GatheredResource> {
  refuseWrongOverrides(EXECUTION_CHECKS, wish.overrides);
  const { driver, selection } = wish;
  const named = "executionArns" in selection ? { executionArns: selection.executionArns } : selection;
  const chosen = await chooseExecutions(ctx, db, driver, named);
  const { machine, machineArn } = chosen;
  await lockExecutions(db, machineArn);
  const account = await getAccount(db, EVERYTHING, chosen.chosen[0]?.accountId ?? "");
  if (!account) throw new NotFound("state machine", machineArn);
  const expectedReturnSeconds = returnSeconds(timesOf(chosen.chosen));
  const takesAboutSeconds = runSeconds({
    count: chosen.chosen.length,
    ratePerSecond: wish.ratePerSecond ?? defaultRatePerSecond(null),
    windowSeconds: Math.min(ctx.settings.observationSeconds, Math.ceil((expectedReturnSeconds ?? 900) * 1.25)),
  });
  const facts = await factsOf(ctx, db, { driver, account, takesAboutSeconds, ...chosen });
  const checks = runChecks(EXECUTION_CHECKS, facts, wish.overrides);
  const { region = "" } = chosen.chosen[0] ?? {};
  const price = executionsPrice(chosen.chosen.length, machine.config.type, region, (await knownPrices(db)).book);
  return {
    ...{ action: "redrive", driver, checks, takesAboutSeconds, expectedReturnSeconds },
    resource: { id: machine.id, accountId: account.id, region },
    subject: { kind: "state-machine", name: machine.name, arn: machineArn },
    classId: selection.classId ?? onlyClassOf(chosen.chosen),
    items: itemsOf(driver, machineArn, chosen.chosen),
    title: titleOf(driver, chosen.chosen.length, machine.name),
    sentence: WAYS[driver].sentence({ queueName: machine.name, places: "" }),
    destinationArns: placesOf(driver, machineArn, chosen.chosen),
    roleArn: account.operateRoleArn,
    configuration: configurationOf(machine),
    overrides: usedOverrides(wish.overrides, checks),
    priceUsd: price.usd,
    priceNote: price.note,
    replay: null,
  };
}

/** So that the class tells of the run, also where its executions were chosen one by one. */
function onlyClassOf(chosen: readonly SelectedExecution[]): string | null {
  const [first, ...others] = new Set(chosen.map(({ classId }) => classId));
  return others.length === 0 ? (first ?? null) : null;
}

function timesOf(chosen: readonly SelectedExecution[]) {
  return chosen.map((one) => ({
    ...one,
    startedAt: new Date(one.startedAt),
    stoppedAt: new Date(one.stoppedAt),
    lookedAt: one.lookedAt === null ? null : new Date(one.lookedAt),
  }));
}

type Asked = ChosenExecutions & {
  readonly driver: ExecutionDriver;
  readonly account: AccountView;
  readonly takesAboutSeconds: number | null;
};

async function factsOf(ctx: Ctx, db: Sql, asked: Asked): Promise<ExecutionFacts> {
  const { driver, account, machine, machineArn, chosen, leftOut, takesAboutSeconds } = asked;
  const { region = "", stoppedAt = "" } = chosen[0] ?? {};
  const definition = (await listChangesOf(db, [machineArn])).filter(
    ({ field, at }) => field === "definitionSha256" && at > stoppedAt,
  );
  const arns = chosen.map(({ executionArn }) => executionArn);
  return {
    ...{ driver, leftOut, account, takesAboutSeconds },
    executions: timesOf(chosen),
    machine: {
      name: machine.name,
      type: machine.config.type,
      isDeleted: machine.deletedAt !== null,
      isDefinitionKnown: machine.config.definitionSha256 !== null,
      definitionChange: consumerSpan([], definition).lastChange,
    },
    gate: await readExecutionGate(db, ctx.actor.scope, { driver, machineArn, machine, chosen }),
    unanswered: await findUnansweredStarts(db, account.id, arns),
    openElsewhere: await findOpenExecutions(db, account.id, arns),
    writesStopped: await writeStopFor(db, account.id),
    blindSince: account.regions.find((one) => one.region === region)?.blindSince ?? null,
    now: ctx.now(),
  };
}

function itemsOf(driver: ExecutionDriver, machineArn: string, chosen: readonly SelectedExecution[]): PlanItem[] {
  const alias = chosen.find(({ aliasArn }) => aliasArn !== null)?.aliasArn ?? null;
  const nothing = { messageRowId: null, vaultItemId: null, groupId: null, editId: null, editedSha256: null };
  return chosen.map(({ executionArn, stoppedAt, aliasArn, lookedAt }) => ({
    ...nothing,
    messageId: executionArn,
    bodySha256: sha256Of(endKey(executionArn, stoppedAt)),
    // One that nobody asked was most likely started as the others were.
    destinationArn:
      driver === "start-execution" ? (aliasArn ?? (lookedAt === null ? alias : null) ?? machineArn) : null,
  }));
}

/** What the session is narrowed to. One policy does not name thousands: it names all executions of the machine. */
function placesOf(driver: ExecutionDriver, machineArn: string, chosen: readonly SelectedExecution[]): string[] {
  const all = executionArnOf(machineArn, "*");
  if (driver === "redrive-execution")
    return chosen.length <= MOST_NAMED ? chosen.map(({ executionArn }) => executionArn) : [all];
  const machines = itemsOf(driver, machineArn, chosen).flatMap(({ destinationArn }) => destinationArn ?? []);
  return [...new Set(machines), all];
}

function titleOf(driver: ExecutionDriver, count: number, machineName: string): string {
  const what = `${count.toLocaleString("en-US")} ${count === 1 ? "execution" : "executions"} of ${machineName}`;
  return driver === "redrive-execution" ? `Redrive ${what}` : `Start ${what} anew`;
}

/** A plan is made against the definition that people see: with another one it is made again. */
function configurationOf({ name, config }: MachineRow): PlanConfiguration {
  return {
    [`${name}: definition`]: config.definitionSha256 ?? "not readable",
    [`${name}: role`]: config.roleArn ?? "none",
  };
}
