/** What a Task does: run a function by its ARN, or call one of the services that are connected here. */
export type ResourceKind =
  | "function"
  | "lambda:invoke"
  | "sqs:sendMessage"
  | "sns:publish"
  | "events:putEvents"
  | "states:startExecution";

const FUNCTION_ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?$/;
const INTEGRATION =
  /^arn:aws[a-z-]*:states:::(lambda:invoke|sqs:sendMessage|sns:publish|events:putEvents|states:startExecution)$/;

/** Undefined for activities, callbacks with a task token, `.sync` and all other services. */
export function resourceKind(resource: string): ResourceKind | undefined {
  if (FUNCTION_ARN.test(resource)) return "function";
  // The pattern lists exactly the other kinds.
  return INTEGRATION.exec(resource)?.[1] as ResourceKind | undefined;
}
