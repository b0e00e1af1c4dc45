import type { World } from "../../support/world";
import { aCase, anId, type Case } from "./case";

/** What these cases are about, known once the world stands. */
export interface Stage {
  readonly world: World;
  readonly accountId: string;
  readonly deadLetterQueue: { readonly id: string; readonly arn: string };
}

/** The cases of what is asked on the first day in an organisation. */
export function dayOneCases(stage: () => Stage, freshAccountNumber: () => string): readonly Case[] {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const ask = () => stage().world.ask;
  let wishCount = 0;
  const wish = () => ({ reason: `wish ${++wishCount} of the team`, until: inDays(30) });
  const aGlob = () => ({ name: `tmp-${++wishCount}-*` });
  const theFinding = async () => (await ask()("listFindings", { limit: 1 })).items[0]?.id ?? "";
  const aListedAccount = async () => {
    const { items } = await ask()("connectAccounts", bulk());
    return items[0]?.accountId ?? "";
  };
  const bulk = () => ({
    accounts: [{ awsAccountId: freshAccountNumber(), name: "bulk", environment: "sat" }],
    regions: ["eu-central-1"],
  });
  const byHand = () => ({ arn: stage().deadLetterQueue.arn, owner: `owner ${++wishCount}` });
  return [
    aCase({ id: "connectAccounts", right: bulk, leaves: "account.created" }),
    aCase({
      id: "startPolling",
      right: async () => ({ accountIds: [await aListedAccount()] }),
      leaves: "account.polling-started",
      absent: { accountIds: [anId("acc")] },
    }),
    aCase({
      id: "readOrganization",
      right: () => ({ accountId: stage().accountId }),
      leaves: "organization.read-requested",
      absent: { accountId: anId("acc") },
    }),
    aCase({
      id: "setSelection",
      right: () => ({ selection: { exclude: [aGlob()] } }),
      leaves: "selection.changed",
    }),
    aCase({ id: "setReading", right: () => ({ rules: [{ match: aGlob() }] }), leaves: "reading.changed" }),
    aCase({
      id: "applyConfig",
      right: () => ({ document: { version: 1, owners: [{ match: aGlob(), owner: "Ada" }] } }),
      leaves: "config.applied",
    }),
    aCase({
      id: "setOwner",
      right: byHand,
      leaves: "ownership.changed",
      absent: { arn: "arn:aws:sqs:eu-central-1:111111111111:nowhere", owner: "Ada" },
    }),
    aCase({
      id: "suppressFinding",
      right: async () => ({ id: await theFinding(), ...wish() }),
      leaves: "finding.suppressed",
      absent: { id: anId("fnd"), ...wish() },
    }),
    aCase({
      id: "liftSuppression",
      right: async () => {
        const id = await theFinding();
        await ask()("suppressFinding", { id, ...wish() });
        return { id };
      },
      leaves: "finding.suppression-lifted",
      absent: { id: anId("fnd") },
    }),
    aCase({ id: "judgeCoverage", right: () => ({}), leaves: "coverage.judge-requested" }),
  ];
}

/** A rescue and a raised retention are plans like others: made, applied, steered. */
export function losingPlanCases(stage: () => Stage): readonly Case[] {
  const plan = (action: "rescue" | "raise-retention") => ({
    action,
    selection: { queueId: stage().deadLetterQueue.id },
  });
  return (["rescue", "raise-retention"] as const).flatMap((action) => [
    aCase({
      id: "createPlan",
      of: action,
      right: () => plan(action),
      leaves: "plan.created",
      absent: { action, selection: { queueId: anId("q") } },
    }),
    aCase({
      id: "applyPlan",
      of: action,
      right: async () => {
        const { id, hash } = await stage().world.ask("createPlan", plan(action));
        return { id, hash };
      },
      leaves: "plan.applied",
    }),
  ]);
}
