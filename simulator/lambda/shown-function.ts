import type { FunctionVersion, LambdaFunction } from "./functions-state";

/** A version as FunctionConfiguration shows it; `$LATEST` under the function's own ARN unless a qualifier was asked for. */
export function shownFunction(fn: LambdaFunction, shown: FunctionVersion, qualifier?: string) {
  const { LogGroup, ...settings } = shown.settings;
  const isLatest = shown.version === "$LATEST";
  return {
    ...settings,
    FunctionName: fn.name,
    FunctionArn: qualifier || !isLatest ? `${fn.arn}:${qualifier ?? shown.version}` : fn.arn,
    Version: shown.version,
    CodeSha256: shown.code.CodeSha256,
    CodeSize: shown.code.CodeSize,
    LastModified: lambdaTime(shown.modifiedAt),
    RevisionId: shown.revisionId,
    State: "Active",
    LastUpdateStatus: "Successful",
    TracingConfig: { Mode: "PassThrough" },
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    LoggingConfig: { LogFormat: "Text", LogGroup: logGroupOf(fn, shown) },
  };
}

export function logGroupOf(fn: LambdaFunction, { settings }: FunctionVersion): string {
  return settings.LogGroup ?? `/aws/lambda/${fn.name}`;
}

/** ISO 8601 as Lambda writes it: `2026-11-20T08:15:00.000+0000`. */
export function lambdaTime(at: number): string {
  return new Date(at).toISOString().replace("Z", "+0000");
}
