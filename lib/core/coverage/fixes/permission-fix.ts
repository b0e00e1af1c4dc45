import { z } from "zod";
import { nameOfArn, parseArn } from "../../arn";
import type { ResourceOf } from "../../inventory/resource";
import type { Fix } from "../rule";
import { addition } from "./amendment";
import type { Properties } from "./cloudformation";
import type { Destination, NewQueue } from "./new-queue";

const VERSION = "2012-10-17";

/** Lets a service send to a queue of the same fix, on behalf of one source alone. */
export function letServiceSend(queue: NewQueue, service: string, sourceArn: string): Fix {
  const terraform = statementFor(service, queue.terraform, sourceArn);
  const cloudFormation = statementFor(service, queue.cloudFormation, sourceArn);
  return addition({
    name: `${queue.name}-policy`,
    terraform: {
      type: "aws_sqs_queue_policy",
      attributes: {
        queue_url: queue.terraformUrl,
        policy: { json: { Version: VERSION, Statement: [terraform] } },
      },
    },
    cloudFormation: {
      type: "AWS::SQS::QueuePolicy",
      properties: {
        Queues: [queue.cloudFormationUrl],
        PolicyDocument: { Version: VERSION, Statement: [cloudFormation] },
      },
    },
  });
}

/** The policy of a queue that exists, with all that it says today and one statement more. */
export function policyFix(queue: ResourceOf<"queue">, service: string, sourceArn: string): Fix | null {
  const today = queue.config.policy === null ? { Statement: [] } : documentOf(queue.config.policy);
  const url = urlOf(queue.arn);
  if (!today || !url) return null;
  const document = {
    Version: VERSION,
    ...today,
    Statement: [...[today.Statement].flat(), statementFor(service, queue.arn, sourceArn)],
  };
  return addition(
    {
      name: `${queue.name}-policy`,
      terraform: { type: "aws_sqs_queue_policy", attributes: { queue_url: url, policy: { json: document } } },
      cloudFormation: { type: "AWS::SQS::QueuePolicy", properties: { Queues: [url], PolicyDocument: document } },
    },
    "A queue has one policy: this is today's, with the last statement added.",
  );
}

/** Lets a role send to a queue; null when the role is not known. */
export function letRoleSend(roleArn: string | null, queue: Destination): Fix | null {
  if (!roleArn) return null;
  const role = nameOfArn(roleArn);
  const document = <T extends string | object>(resource: T) => ({
    Version: VERSION,
    Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: resource }],
  });
  return addition({
    name: `${role}-may-dead-letter`,
    terraform: {
      type: "aws_iam_role_policy",
      attributes: { name: "may-dead-letter", role, policy: { json: document(queue.terraform) } },
    },
    cloudFormation: {
      type: "AWS::IAM::RolePolicy",
      properties: {
        PolicyName: "may-dead-letter",
        RoleName: role,
        PolicyDocument: document(queue.cloudFormation),
      },
    },
  });
}

function statementFor<T extends string | object>(service: string, queue: T, sourceArn: string) {
  return {
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sqs:SendMessage",
    Resource: queue,
    Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
  };
}

type Document = Properties & { readonly Statement: Properties | Properties[] };
const json: z.ZodType<Properties> = z.record(z.string(), z.json());
const documentSchema: z.ZodType<Document> = z.intersection(
  json,
  z.object({ Statement: z.union([json, z.array(json)]) }),
);

function documentOf(policy: string): Document | undefined {
  try {
    return documentSchema.safeParse(JSON.parse(policy)).data;
  } catch {
    return undefined; // a policy that we cannot read, we do not rewrite
  }
}

/** The address under which SQS knows a queue; undefined outside the partitions whose domain we know. */
function urlOf(arn: string): string | undefined {
  const { partition = "", region, awsAccountId, resource } = parseArn(arn) ?? {};
  const domain = DOMAINS[partition];
  return domain && `https://sqs.${region}.${domain}/${awsAccountId}/${resource}`;
}
const DOMAINS: Readonly<Record<string, string>> = {
  aws: "amazonaws.com",
  "aws-us-gov": "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
};
