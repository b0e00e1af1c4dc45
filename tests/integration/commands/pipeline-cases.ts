import { assemblePipelines } from "@/lib/operations/pipelines/assemble-pipelines";
import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

/** The cases of pipelines: the two queues of the stage are one each. */
export function pipelineCases(stage: () => Stage): readonly Case[] {
  const absent = { id: anId("pl") };
  let count = 0;
  const ids = async () => {
    const { world } = stage();
    await world.db.$executeRawUnsafe("DELETE FROM pipeline_rule");
    await assemblePipelines(world.worker());
    const idOf = async (name: string) => (await world.ask("listPipelines", { name })).items[0]?.id ?? "";
    return { id: await idOf("orders-dlq"), otherId: await idOf("parcels-dlq") };
  };
  const id = async () => (await ids()).id;
  const match = { name: "nothing-*" };
  return [
    aCase({
      id: "updatePipeline",
      right: async () => ({ id: await id(), name: `Orders ${++count}` }),
      leaves: "pipeline.changed",
      absent: { ...absent, name: "x" },
    }),
    aCase({
      id: "updatePipeline",
      of: "objective",
      right: async () => {
        const windowDays = 7 + (++count % 30);
        return { id: await id(), objective: { deliveredShare: 0.9, ageSeconds: 60, ageShare: 0.9, windowDays } };
      },
      leaves: "pipeline.objective-changed",
    }),
    aCase({
      id: "addPipelineRule",
      right: async () => ({ id: await id(), kind: "join", match: { name: `nothing-${++count}-*` } }),
      leaves: "pipeline.rule-added",
      absent: { ...absent, kind: "join", match },
    }),
    aCase({
      id: "removePipelineRule",
      right: async () => {
        const pipelineId = await id();
        const rule = await stage().world.ask("addPipelineRule", { id: pipelineId, kind: "join", match });
        return { id: pipelineId, ruleId: rule.id };
      },
      leaves: "pipeline.rule-removed",
      absent: { ...absent, ruleId: anId("plr") },
    }),
    aCase({
      id: "mergePipelines",
      right: async () => {
        const both = await ids();
        return ++count % 2 === 0 ? both : { id: both.otherId, otherId: both.id };
      },
      leaves: "pipeline.merged",
      absent: { ...absent, otherId: `${anId("pl").slice(0, -1)}1` },
    }),
    aCase({
      id: "splitPipeline",
      right: async () => ({ id: await id(), atArn: stage().deadLetterQueue.arn, name: `Split ${++count}` }),
      leaves: "pipeline.split",
      absent: { ...absent, atArn: "arn:aws:sqs:eu-central-1:111111111111:orders", name: "x" },
    }),
  ];
}
