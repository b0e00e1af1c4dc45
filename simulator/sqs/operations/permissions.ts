import type {
  AddPermissionCommandInput,
  AddPermissionCommandOutput,
  RemovePermissionCommandInput,
  RemovePermissionCommandOutput,
} from "@aws-sdk/client-sqs";
import type { Operation } from "../../service";
import { invalidValue, missingParameter, sqsError } from "../errors";
import { locate } from "../locate";
import type { Queue } from "../queue";
import { operation } from "../wire";

const MAX_ACTIONS = 7;

interface QueuePolicy {
  readonly Statement: readonly { readonly Sid?: string }[];
}

function policyOf(queue: Queue): QueuePolicy {
  const text = queue.attributes.Policy;
  const policy: Partial<QueuePolicy> = text
    ? JSON.parse(text)
    : { Version: "2008-10-17", Id: `${queue.arn}/SQSDefaultPolicy` };
  return { ...policy, Statement: [policy.Statement ?? []].flat() };
}

const unlessOne = (texts: readonly string[]) => (texts.length === 1 ? texts[0] : texts);

/** Adds a statement under the label to the queue's policy (SQS API Reference, AddPermission). */
export const AddPermission: Operation = operation<AddPermissionCommandInput, AddPermissionCommandOutput>(
  (call, input) => {
    const { region, queue, now } = locate(call, input.QueueUrl);
    const { Label, AWSAccountIds = [], Actions = [] } = input;
    if (!Label) throw missingParameter("Label");
    if (AWSAccountIds.length === 0) throw missingParameter("PrincipalId");
    if (Actions.length === 0) throw missingParameter("Actions");
    if (Actions.length > MAX_ACTIONS) {
      throw sqsError("OverLimit", `${Actions.length} Actions were found, maximum allowed is ${MAX_ACTIONS}.`);
    }
    for (const id of AWSAccountIds)
      if (!/^\d{12}$/.test(id)) throw invalidValue("PrincipalId", id, "Unable to verify.");
    const policy = policyOf(queue);
    if (policy.Statement.some(({ Sid }) => Sid === Label)) throw invalidValue("Label", Label, "Already exists.");
    const statement = {
      Sid: Label,
      Effect: "Allow",
      Principal: { AWS: unlessOne(AWSAccountIds.map((id) => `arn:aws:iam::${id}:root`)) },
      Action: unlessOne(Actions.map((action) => `SQS:${action}`)),
      Resource: queue.arn,
    };
    region.configure(
      queue,
      { Policy: JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] }) },
      now,
    );
    return {};
  },
);

/** Takes away the statements under the label; the last one takes the policy with it. */
export const RemovePermission: Operation = operation<RemovePermissionCommandInput, RemovePermissionCommandOutput>(
  (call, input) => {
    const { region, queue, now } = locate(call, input.QueueUrl);
    if (!input.Label) throw missingParameter("Label");
    const policy = policyOf(queue);
    const Statement = policy.Statement.filter(({ Sid }) => Sid !== input.Label);
    if (Statement.length === policy.Statement.length) {
      throw invalidValue("Label", input.Label, "can't find label on existing policy.");
    }
    region.configure(queue, { Policy: Statement.length > 0 ? JSON.stringify({ ...policy, Statement }) : "" }, now);
    return {};
  },
);
