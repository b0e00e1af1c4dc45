import { nameOfArn } from "../../arn";
import type { ResourceOf } from "../../inventory/resource";
import { unqualified } from "../../inventory/unqualified";
import type { Fix } from "../rule";
import { amendment } from "./amendment";

interface Change {
  readonly isEnabled?: boolean;
  readonly reportsBatchItemFailures?: true;
}

/** Settings of an event source mapping that exists, as code. */
export function mappingFix(mapping: ResourceOf<"mapping">, change: Change, ...notes: readonly string[]): Fix {
  const { sourceArn, functionArn } = mapping.config;
  const responses = change.reportsBatchItemFailures && ["ReportBatchItemFailures"];
  const name = `${nameOfArn(sourceArn)}-to-${nameOfArn(unqualified(functionArn))}`;
  const attributes = {
    event_source_arn: sourceArn,
    function_name: functionArn,
    enabled: change.isEnabled,
    function_response_types: responses,
  };
  const properties = {
    EventSourceArn: sourceArn,
    FunctionName: functionArn,
    Enabled: change.isEnabled,
    FunctionResponseTypes: responses,
  };
  return amendment(
    {
      name,
      terraform: { type: "aws_lambda_event_source_mapping", attributes },
      cloudFormation: { type: "AWS::Lambda::EventSourceMapping", properties },
    },
    ...notes,
  );
}
