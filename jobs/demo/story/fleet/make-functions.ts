import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { type Site, serviceRoleOf } from "./site";

const TIMEOUT_SECONDS = 5;

interface FunctionWish {
  /** Full ARN of the dead-letter queue of its asynchronous invocations. */
  readonly deadLetterArn?: string;
}

/** A function that does its work without fail. */
export async function lambda(site: Site, FunctionName: string, { deadLetterArn }: FunctionWish = {}): Promise<void> {
  await site.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: serviceRoleOf(site.account),
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Timeout: TIMEOUT_SECONDS,
      Code: { ZipFile: new TextEncoder().encode(FunctionName) },
      Tags: { ...site.tags },
      ...(deadLetterArn && { DeadLetterConfig: { TargetArn: deadLetterArn } }),
    }),
  );
}

/** Rules may invoke it; what it fails on goes to the queue, if one is given. */
export async function listensToRules(site: Site, FunctionName: string, failures?: string): Promise<void> {
  const grant = { StatementId: "rules", Action: "lambda:InvokeFunction", Principal: "events.amazonaws.com" };
  const SourceArn = site.arn("events", "rule/*");
  await site.lambda.send(new AddPermissionCommand({ FunctionName, ...grant, SourceArn }));
  if (failures === undefined) return;
  const DestinationConfig = { OnFailure: { Destination: site.arn("sqs", failures) } };
  await site.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));
}

type Mapping = Partial<CreateEventSourceMappingCommandInput>;

/** Lets a function consume a queue, naming what failed of a batch unless `more` says otherwise. `after` happens when it does. */
export function consumes(
  site: Site,
  FunctionName: string,
  queue: string,
  more: Mapping = {},
  after?: () => Promise<unknown>,
): void {
  site.timetable.today(async () => {
    await site.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName,
        EventSourceArn: site.arn("sqs", queue),
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ...more,
      }),
    );
    await after?.();
  });
}
