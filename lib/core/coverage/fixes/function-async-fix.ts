import type { ResourceOf } from "../../inventory/resource";
import type { Fix } from "../rule";
import { addition, amendment } from "./amendment";
import type { Destination } from "./new-queue";

interface Change {
  readonly onFailure?: Destination;
  readonly maxRetries?: number;
}

/** What shall happen to asynchronous invocations of one qualifier of a function, as code. */
export function functionAsyncFix(fn: ResourceOf<"function">, qualifier: string, change: Change): Fix {
  const today = fn.config.async.find((one) => one.qualifier === qualifier);
  const { onFailureArn = null, onSuccessArn = null, maxAgeSeconds = null } = today ?? {};
  const maxRetries = change.maxRetries ?? today?.maxRetries ?? undefined;
  const failure = { terraform: onFailureArn, cloudFormation: onFailureArn, ...change.onFailure };
  const block = (destination: Destination["terraform"] | null) =>
    destination ? { block: { destination } } : undefined;
  const named = (destination: Destination["cloudFormation"] | null) =>
    destination ? { Destination: destination } : undefined;
  const hasDestination = failure.terraform !== null || onSuccessArn !== null;
  const attributes = {
    function_name: fn.name,
    qualifier,
    maximum_retry_attempts: maxRetries,
    maximum_event_age_in_seconds: maxAgeSeconds ?? undefined,
    destination_config: hasDestination
      ? { block: { on_failure: block(failure.terraform), on_success: block(onSuccessArn) } }
      : undefined,
  };
  const properties = {
    FunctionName: fn.name,
    Qualifier: qualifier,
    MaximumRetryAttempts: maxRetries,
    MaximumEventAgeInSeconds: maxAgeSeconds ?? undefined,
    DestinationConfig: hasDestination
      ? { OnFailure: named(failure.cloudFormation), OnSuccess: named(onSuccessArn) }
      : undefined,
  };
  return (today ? amendment : addition)({
    name: `${fn.name}-async`,
    terraform: { type: "aws_lambda_function_event_invoke_config", attributes },
    cloudFormation: { type: "AWS::Lambda::EventInvokeConfig", properties },
  });
}
