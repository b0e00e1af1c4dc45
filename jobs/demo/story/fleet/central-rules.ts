import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { ownerConfig } from "../owner";
import { CENTRAL_DEAD_LETTERS, type FleetAccount, TEAM_ACCOUNTS } from "./fleet-accounts";
import { deadLetterQueue } from "./make-queues";
import { type Site, tagsOf } from "./site";

const [REGION = ""] = CENTRAL_DEAD_LETTERS.regions;

/** Whose events go through a rule that gives up into the account of central dead letters. */
export const TELLING_ACCOUNTS = TEAM_ACCOUNTS.filter(({ environment }) => environment === "prd");

export function centralQueueOf({ team }: FleetAccount): string {
  return `${team}-central-dlq`;
}

/** The queue that never let a rule send to it. */
export function reportsOf({ team }: FleetAccount): string {
  return `${team}-reports`;
}

/** The queues have the tags of the account that they lie in: whose the dead letters are, only their senders tell. */
export async function makeCentralQueues(site: Site): Promise<void> {
  for (const account of TELLING_ACCOUNTS) {
    const name = centralQueueOf(account);
    await deadLetterQueue(site, name, { attributes: { Policy: centralQueuePolicy(site.arn("sqs", name)) } });
  }
}

/** Lets the rules of all accounts of the fleet put their dead letters into a central queue. */
function centralQueuePolicy(queueArn: string): string {
  const rules = TELLING_ACCOUNTS.map(({ awsAccountId }) => `arn:aws:events:${REGION}:${awsAccountId}:rule/*`);
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { ArnLike: { "aws:SourceArn": rules } },
      },
    ],
  });
}

/** A rule on the default bus whose queue never allowed it to send: each event ends in the central queue. */
export async function makeRule(simulatorUrl: string, account: FleetAccount): Promise<void> {
  const { team, awsAccountId } = account;
  const events = new EventBridgeClient(ownerConfig(simulatorUrl, awsAccountId, REGION));
  const Name = `${team}-to-reports`;
  const EventPattern = JSON.stringify({ source: [`fleet.${team}`] });
  const Tags = Object.entries(tagsOf(account)).map(([Key, Value]) => ({ Key, Value }));
  await events.send(new PutRuleCommand({ Name, EventPattern, Tags }));
  const target = {
    Id: "reports",
    Arn: `arn:aws:sqs:${REGION}:${awsAccountId}:${reportsOf(account)}`,
    DeadLetterConfig: {
      Arn: `arn:aws:sqs:${REGION}:${CENTRAL_DEAD_LETTERS.awsAccountId}:${centralQueueOf(account)}`,
    },
  };
  await events.send(new PutTargetsCommand({ Rule: Name, Targets: [target] }));
  events.destroy();
}

/** Tells something that no target will hear. */
export async function tellInVain(
  simulatorUrl: string,
  { team, awsAccountId }: FleetAccount,
  number: number,
): Promise<void> {
  const events = new EventBridgeClient(ownerConfig(simulatorUrl, awsAccountId, REGION));
  const Detail = JSON.stringify({ reportId: `rep-${number}`, team });
  const entry = { Source: `fleet.${team}`, DetailType: "ReportDue", Detail };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
  events.destroy();
}
