import { nameOfArn, parseArn } from "../../arn";
import type { ResourceOf } from "../../inventory/resource";
import type { Fix } from "../rule";
import { amendment } from "./amendment";
import type { Destination } from "./new-queue";

const RETRIES = 5;

/** A stream mapping that gives up after a few attempts, narrows down the bad record and says where it went, as code. */
export function streamMappingFix(mapping: ResourceOf<"mapping">, onFailure: Destination): Fix {
  const { sourceArn, functionArn } = mapping.config;
  const maxRetries = bounded(mapping.config.maxRetries);
  const attributes = {
    event_source_arn: sourceArn,
    function_name: functionArn,
    maximum_retry_attempts: maxRetries,
    bisect_batch_on_function_error: true,
    destination_config: { block: { on_failure: { block: { destination_arn: onFailure.terraform } } } },
  };
  const properties = {
    EventSourceArn: sourceArn,
    FunctionName: functionArn,
    MaximumRetryAttempts: maxRetries,
    BisectBatchOnFunctionError: true,
    DestinationConfig: { OnFailure: { Destination: onFailure.cloudFormation } },
  };
  return amendment(
    {
      name: `${streamName(sourceArn)}-to-${nameOfArn(functionArn)}`,
      terraform: { type: "aws_lambda_event_source_mapping", attributes },
      cloudFormation: { type: "AWS::Lambda::EventSourceMapping", properties },
    },
    "The mapping keeps its starting position: another one would make it anew.",
  );
}

/** A pipe from a stream with a dead-letter queue, as code. */
export function streamPipeFix(pipe: ResourceOf<"pipe">, deadLetter: Destination): Fix {
  const { sourceArn, targetArn, roleArn } = pipe.config;
  const maxRetries = bounded(pipe.config.maxRetries);
  const isKinesis = parseArn(sourceArn)?.service === "kinesis";
  const block = {
    block: { maximum_retry_attempts: maxRetries, dead_letter_config: { block: { arn: deadLetter.terraform } } },
  };
  const parameters = { MaximumRetryAttempts: maxRetries, DeadLetterConfig: { Arn: deadLetter.cloudFormation } };
  return amendment(
    {
      name: pipe.name,
      terraform: {
        type: "aws_pipes_pipe",
        attributes: {
          name: pipe.name,
          role_arn: roleArn ?? undefined,
          source: sourceArn,
          target: targetArn,
          source_parameters: {
            block: isKinesis ? { kinesis_stream_parameters: block } : { dynamodb_stream_parameters: block },
          },
        },
      },
      cloudFormation: {
        type: "AWS::Pipes::Pipe",
        properties: {
          Name: pipe.name,
          RoleArn: roleArn ?? undefined,
          Source: sourceArn,
          Target: targetArn,
          SourceParameters: isKinesis
            ? { KinesisStreamParameters: parameters }
            : { DynamoDBStreamParameters: parameters },
        },
      },
    },
    "The pipe keeps its starting position: another one would make it anew.",
  );
}

/** `clicks` of a Kinesis stream, `orders` of a table's stream. */
export function streamName(arn: string): string {
  return parseArn(arn)?.resource.split("/")[1] ?? nameOfArn(arn);
}

function bounded(maxRetries: number | null): number {
  return maxRetries === null || maxRetries < 0 ? RETRIES : maxRetries;
}
