import type { Call } from "../../service";
import { textIn } from "../../wire/input";
import { requireTopic } from "../authorize-topic";
import { invalidParameter } from "../errors";
import { requiredText, textsIn } from "../sns-input";
import { statementsOf } from "../topic-policy";

type Input = Readonly<Record<string, unknown>>;

const GRANTABLE = new Set([
  "Publish",
  "Subscribe",
  "GetTopicAttributes",
  "SetTopicAttributes",
  "AddPermission",
  "RemovePermission",
  "DeleteTopic",
  "ListSubscriptionsByTopic",
]);

/** SNS AddPermission: one more statement in the topic's policy, for whole accounts. */
export function AddPermission(call: Call, input: Input) {
  const topic = requireTopic(call, textIn(input, "TopicArn"));
  const label = requiredText(input, "Label");
  const accounts = textsIn(input, "AWSAccountId");
  const actions = textsIn(input, "ActionName");
  if (accounts.length === 0 || !accounts.every((account) => /^\d{12}$/.test(account))) {
    throw invalidParameter("AWSAccountId");
  }
  if (actions.length === 0 || !actions.every((action) => action === "*" || GRANTABLE.has(action))) {
    throw invalidParameter("Policy statement action out of service scope!");
  }
  const { document, statements } = statementsOf(topic);
  if (statements.some(({ Sid }) => Sid === label)) throw invalidParameter("Statement already exists");
  const statement = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
    Action: actions.map((action) => `SNS:${action}`),
    Resource: topic.arn,
  };
  topic.attributes.Policy = JSON.stringify({ ...document, Statement: [...statements, statement] });
}

/** SNS RemovePermission: takes the statement with this label out of the topic's policy; none is no error. */
export function RemovePermission(call: Call, input: Input) {
  const topic = requireTopic(call, textIn(input, "TopicArn"));
  const label = requiredText(input, "Label");
  const { document, statements } = statementsOf(topic);
  const Statement = statements.filter(({ Sid }) => Sid !== label);
  topic.attributes.Policy = JSON.stringify({ ...document, Statement });
}
