import { PolicyProblem, parsePolicy } from "../iam/policy";
import { invalidParameter } from "./errors";
import type { Topic } from "./state";

const OWNERS_ACTIONS = [
  "GetTopicAttributes",
  "SetTopicAttributes",
  "AddPermission",
  "RemovePermission",
  "DeleteTopic",
  "Subscribe",
  "ListSubscriptionsByTopic",
  "Publish",
];

/** The policy that a new topic has: its owner's account may use it, no service and nobody else. */
export function defaultTopicPolicy(arn: string, accountId: string): string {
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: OWNERS_ACTIONS.map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { "AWS:SourceOwner": accountId } },
      },
    ],
  });
}

/** Throws InvalidParameter when the text is no policy, or uses what policies here do not know. */
export function checkTopicPolicy(text: string): void {
  try {
    parsePolicy(text, "resource");
  } catch (error) {
    if (error instanceof PolicyProblem) throw invalidParameter(`Policy Error: ${error.message}`);
    throw error;
  }
}

interface Document {
  readonly Statement?: unknown;
}

/** The statements of a topic's policy, which has been checked when it was set. */
export function statementsOf({ attributes }: Topic): { document: Document; statements: Record<string, unknown>[] } {
  const document: Document = JSON.parse(attributes.Policy ?? "{}");
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return { document, statements };
}
