import { DescribePipeCommand, type DescribePipeCommandOutput, ListPipesCommand } from "@aws-sdk/client-pipes";
import type { PipeConfig } from "@/lib/core/inventory/resource";
import { allPages } from "../all-pages";
import type { Described, InventorySource, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf } from "../summary";

export function pipesSource(door: Door): InventorySource {
  return {
    feature: "pipes",
    kinds: ["pipe"],
    list: () => listPipes(door),
    describe: (listed) => describePipe(door, listed),
  };
}

async function listPipes(door: Door): Promise<Listed[]> {
  const pipes = await allPages(async (NextToken) => {
    const page = await call(door, { action: "pipes:ListPipes", isControlPlane: true }, (wire) =>
      door.clients.pipes.send(new ListPipesCommand({ NextToken, Limit: 100 }), wire),
    );
    return { items: page.Pipes, next: page.NextToken };
  });
  return pipes.flatMap((pipe): Listed[] => {
    const { Arn: arn, Name: name, CurrentState, StateReason } = pipe;
    if (!arn || !name) return [];
    const summary = summaryOf(pipe, ["CurrentState", "StateReason"]);
    return [{ kind: "pipe", arn, name, summary, observed: { state: CurrentState, stateReason: StateReason } }];
  });
}

async function describePipe(door: Door, { arn, name }: Listed): Promise<Described<"pipe">> {
  const told = await call(door, { action: "pipes:DescribePipe", resource: arn, isControlPlane: true }, (wire) =>
    door.clients.pipes.send(new DescribePipeCommand({ Name: name }), wire),
  );
  return { config: configOf(told), observed: { state: told.CurrentState, stateReason: told.StateReason } };
}

function configOf(told: DescribePipeCommandOutput): PipeConfig {
  const source = told.SourceParameters;
  const stream = source?.KinesisStreamParameters ?? source?.DynamoDBStreamParameters;
  return {
    sourceArn: told.Source ?? "",
    targetArn: told.Target ?? "",
    enrichmentArn: told.Enrichment || null,
    isRunning: told.DesiredState === "RUNNING",
    roleArn: told.RoleArn ?? null,
    deadLetterArn: stream?.DeadLetterConfig?.Arn || null,
    maxRetries: stream?.MaximumRetryAttempts ?? null,
    maxAgeSeconds: stream?.MaximumRecordAgeInSeconds ?? null,
    filterPatterns: (source?.FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []),
    messageGroupId: told.TargetParameters?.SqsQueueParameters?.MessageGroupId || null,
    hasInputTemplate: Boolean(told.TargetParameters?.InputTemplate),
  };
}
