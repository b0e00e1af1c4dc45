import { advanceRegroups } from "@/lib/operations/grouping/advance-regroups";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair } from "../../support/world";
import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

/** The cases of grouping: rules, regrouping, and classes that are put together and taken apart. */
export function groupingCases(stage: () => Stage): readonly Case[] {
  let ruleCount = 0;
  const ask = () => stage().world.ask;
  const newRules = () => [
    { name: `rule ${++ruleCount}`, where: { messageType: "nothing like this" }, does: { cause: "schema" as const } },
  ];
  const inForce = async () => (await ask()("listGroupingRules", {})).rules;
  let pair: Promise<{ id: string; intoId: string }> | undefined;
  const apart = async () => {
    pair ??= twoClasses(stage());
    const { id, intoId } = await pair;
    if ((await ask()("getFailureClass", { id })).id !== id) await ask()("unmergeFailureClass", { id });
    return { id, intoId };
  };
  const aPreview = async () => {
    const { id } = await ask()("previewRegroup", { rules: await inForce(), days: 1 });
    await advanceRegroups(stage().world.worker());
    return id;
  };
  const aFreshPreview = async () => {
    for (const { id, state } of (await ask()("listRegroups", {})).items)
      if (state === "applying") await ask()("cancelRegroup", { id });
    return aPreview();
  };
  return [
    aCase({ id: "putGroupingRules", right: () => ({ rules: newRules() }), leaves: "grouping.changed" }),
    aCase({
      id: "previewRegroup",
      right: async () => {
        await aFreshPreview();
        return { rules: newRules(), days: 7 };
      },
      leaves: "regroup.asked",
    }),
    aCase({
      id: "applyRegroup",
      right: async () => ({ id: await aFreshPreview(), confirmCount: 0 }),
      leaves: "regroup.applied",
      absent: { id: anId("rgp"), confirmCount: 0 },
    }),
    aCase({
      id: "cancelRegroup",
      right: async () => ({ id: await aFreshPreview() }),
      leaves: "regroup.cancelled",
      absent: { id: anId("rgp") },
    }),
    aCase({
      id: "mergeFailureClasses",
      right: apart,
      leaves: "class.merged",
      absent: { id: anId("fc"), intoId: anId("fc") },
    }),
    aCase({
      id: "unmergeFailureClass",
      right: async () => {
        const { id, intoId } = await apart();
        await ask()("mergeFailureClasses", { id, intoId });
        return { id };
      },
      leaves: "class.unmerged",
      absent: { id: anId("fc") },
    }),
  ];
}

/** Two failures of one queue. */
async function twoClasses({ world, accountId }: Stage): Promise<{ id: string; intoId: string }> {
  const errors = ["no such tenant", "disk is full"];
  const queues = await aQueuePair(world.aws, "grouped");
  await deadLetter(
    world.aws,
    queues,
    errors.map((error) => JSON.stringify({ error })),
  );
  const { id: queueId } = await seenQueue(world, accountId, "grouped-dlq");
  const [one, other] = (await world.ask("listFailureClasses", { view: "all", queueId })).items;
  return { id: one?.id ?? "", intoId: other?.id ?? "" };
}
