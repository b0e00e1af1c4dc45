import {
  type FunctionConfiguration,
  type FunctionEventInvokeConfig,
  GetFunctionConcurrencyCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
} from "@aws-sdk/client-lambda";
import type { AsyncConfig } from "@/lib/core/inventory/resource";
import { allPages } from "../all-pages";
import type { Described, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf, toldBy } from "../summary";

/** Environment variables hold secrets; that they changed is told by RevisionId. */
const LEFT_OUT = [
  "Environment",
  "State",
  "StateReason",
  "StateReasonCode",
  "LastUpdateStatus",
  "LastUpdateStatusReason",
  "LastUpdateStatusReasonCode",
] as const;
const DEFAULT_TIMEOUT_SECONDS = 3;

export async function listFunctions(door: Door): Promise<Listed[]> {
  const functions = await allPages(async (Marker) => {
    const page = await call(door, { action: "lambda:ListFunctions", isControlPlane: true }, (wire) =>
      door.clients.lambda.send(new ListFunctionsCommand({ Marker }), wire),
    );
    return { items: page.Functions, next: page.NextMarker };
  });
  return functions.flatMap((told): Listed[] => {
    const { FunctionArn: arn, FunctionName: name, State, LastUpdateStatus, LastModified } = told;
    if (!arn || !name) return [];
    const observed = { state: State, lastUpdateStatus: LastUpdateStatus, lastModifiedAt: isoOf(LastModified) };
    return [{ kind: "function", arn, name, summary: summaryOf(told, LEFT_OUT), observed }];
  });
}

/** Lambda writes `2026-11-20T08:15:00.000+0000`. */
function isoOf(text: string | undefined): string | null {
  const at = new Date(text?.replace(/\+0000$/, "Z") ?? "");
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Asynchronous settings of all versions and aliases, and its limit; the rest of the function the list has told. */
export async function describeFunction(door: Door, listed: Listed): Promise<Described<"function">> {
  const told = toldBy<FunctionConfiguration>(listed);
  const options = { action: "lambda:ListFunctionEventInvokeConfigs", resource: listed.arn, isControlPlane: true };
  const configs = await allPages(async (Marker) => {
    const command = new ListFunctionEventInvokeConfigsCommand({ FunctionName: listed.name, Marker });
    const page = await call(door, options, (wire) => door.clients.lambda.send(command, wire));
    return { items: page.FunctionEventInvokeConfigs, next: page.NextMarker };
  });
  const concurrency = await concurrencyOf(door, listed);
  return {
    config: {
      runtime: told.Runtime ?? null,
      timeoutSeconds: told.Timeout ?? DEFAULT_TIMEOUT_SECONDS,
      roleArn: told.Role ?? null,
      codeSha256: told.CodeSha256 ?? null,
      deadLetterArn: told.DeadLetterConfig?.TargetArn || null,
      logGroup: told.LoggingConfig?.LogGroup || null,
      reservedConcurrency: concurrency,
      memoryMb: told.MemorySize ?? null,
      architecture: architectureOf(told),
      async: configs.map((config) => asyncOf(config, listed.arn)),
    },
    observed: listed.observed ?? {},
  };
}

/** A function has one, though AWS lists it. */
function architectureOf({ Architectures }: Partial<FunctionConfiguration>): "x86_64" | "arm64" | null {
  const [told] = Architectures ?? [];
  return told === "x86_64" || told === "arm64" ? told : null;
}

async function concurrencyOf(door: Door, { arn, name }: Listed): Promise<number | null> {
  const options = { action: "lambda:GetFunctionConcurrency", resource: arn, isControlPlane: true };
  const command = new GetFunctionConcurrencyCommand({ FunctionName: name });
  const { ReservedConcurrentExecutions } = await call(door, options, (wire) => door.clients.lambda.send(command, wire));
  return ReservedConcurrentExecutions ?? null;
}

function asyncOf(config: FunctionEventInvokeConfig, functionArn: string): AsyncConfig {
  const qualifier =
    config.FunctionArn?.startsWith(`${functionArn}:`) && config.FunctionArn.slice(functionArn.length + 1);
  return {
    qualifier: qualifier || "$LATEST",
    maxRetries: config.MaximumRetryAttempts ?? null,
    maxAgeSeconds: config.MaximumEventAgeInSeconds ?? null,
    onFailureArn: config.DestinationConfig?.OnFailure?.Destination || null,
    onSuccessArn: config.DestinationConfig?.OnSuccess?.Destination || null,
  };
}
