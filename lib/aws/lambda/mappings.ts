import { type EventSourceMappingConfiguration, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { nameOfArn, parseArn } from "@/lib/core/arn";
import type { MappingConfig } from "@/lib/core/inventory/resource";
import { unqualified } from "@/lib/core/inventory/unqualified";
import { allPages } from "../all-pages";
import type { Described, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf, toldBy } from "../summary";

type Mapping = EventSourceMappingConfiguration;

/** LastModified moves with the state, which moves by itself. */
const LEFT_OUT = ["State", "StateTransitionReason", "LastProcessingResult", "LastModified"] as const;
const DEFAULT_QUEUE_BATCH = 10;

export async function listMappings(door: Door): Promise<Listed[]> {
  const mappings = await allPages(async (Marker) => {
    const page = await call(door, { action: "lambda:ListEventSourceMappings", isControlPlane: true }, (wire) =>
      door.clients.lambda.send(new ListEventSourceMappingsCommand({ Marker }), wire),
    );
    return { items: page.EventSourceMappings, next: page.NextMarker };
  });
  return mappings.flatMap((told): Listed[] => {
    const { UUID, State, StateTransitionReason, LastProcessingResult } = told;
    if (!UUID) return [];
    const summary = { ...summaryOf(told, LEFT_OUT), IsEnabled: !["Disabling", "Disabled"].includes(State ?? "") };
    const observed = { state: State, stateReason: StateTransitionReason, lastResult: LastProcessingResult };
    return [{ kind: "mapping", arn: arnOf(door, told), name: nameOf(told), summary, observed }];
  });
}

/** The list has told all. */
export function describeMapping(listed: Listed): Described<"mapping"> {
  return { config: configOf(toldBy<Mapping & { IsEnabled: boolean }>(listed)), observed: listed.observed ?? {} };
}

function configOf(told: Partial<Mapping & { IsEnabled: boolean }>): MappingConfig {
  return {
    functionArn: told.FunctionArn ?? "",
    sourceArn: sourceOf(told),
    isEnabled: told.IsEnabled ?? true,
    batchSize: told.BatchSize ?? DEFAULT_QUEUE_BATCH,
    batchWindowSeconds: told.MaximumBatchingWindowInSeconds || null,
    maxConcurrency: told.ScalingConfig?.MaximumConcurrency ?? null,
    reportsBatchItemFailures: told.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
    filterPatterns: (told.FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []),
    onFailureArn: told.DestinationConfig?.OnFailure?.Destination || null,
    doesBisect: told.BisectBatchOnFunctionError ?? false,
    maxRetries: told.MaximumRetryAttempts ?? null,
    maxAgeSeconds: told.MaximumRecordAgeInSeconds ?? null,
  };
}

function arnOf({ account, options }: Door, { EventSourceMappingArn, UUID }: Mapping): string {
  if (EventSourceMappingArn) return EventSourceMappingArn;
  return `arn:${account.partition}:lambda:${options.region}:${account.awsAccountId}:event-source-mapping:${UUID}`;
}

/** A Kafka that is not on AWS has addresses and no ARN. */
function sourceOf({ EventSourceArn, SelfManagedEventSource }: Partial<Mapping>): string {
  const [address = "unknown"] = Object.values(SelfManagedEventSource?.Endpoints ?? {}).flat();
  return EventSourceArn ?? `kafka://${address}`;
}

/** `function/source`: a queue by its name, a stream by that of its table or stream. */
function nameOf(told: Mapping): string {
  const source = sourceOf(told);
  const [first, second] = (parseArn(source)?.resource ?? source).split("/");
  return `${nameOfArn(unqualified(told.FunctionArn ?? ""))}/${second || first}`;
}
