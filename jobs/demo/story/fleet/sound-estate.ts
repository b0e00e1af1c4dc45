import { CreateStateMachineCommand } from "@aws-sdk/client-sfn";
import { bus, nightly, pipe, rule, toFunction, topic, toQueue } from "./make-events";
import { consumes, lambda, listensToRules } from "./make-functions";
import { deadLetterQueue } from "./make-queues";
import { type Site, serviceRoleOf } from "./site";

const DEFINITION = JSON.stringify({ StartAt: "Close", States: { Close: { Type: "Succeed" } } });

/** Where the software of a team gives up what it could not deliver. */
export function undelivered(site: Site): string {
  return `${site.account.team}-undelivered-dlq`;
}

/**
 * What a team runs around the queues of one account: nothing in it lets an event vanish. Names do not differ between the
 * accounts of a team.
 */
export async function makeSoundEstate(site: Site): Promise<void> {
  const { team, isProduction } = site.account;
  const lost = undelivered(site);
  await deadLetterQueue(site, lost);
  await workers(site, team);
  await lambda(site, `${team}-listener`);
  await listensToRules(site, `${team}-listener`, lost);
  await bus(site, team);
  const targets = [
    toQueue(site, "commands", `${team}-commands`, lost),
    toFunction(site, "listener", `${team}-listener`, lost),
  ];
  await rule(site, `${team}-orders`, { bus: team, targets });
  await topic(site, `${team}-news`, `${team}-mails`, lost);
  nightly(site, `${team}-nightly`, `${team}-imports`, lost);
  if (isProduction) await productionOnly(site, team);
}

async function workers(site: Site, team: string): Promise<void> {
  for (const [name, queue] of [
    [`${team}-commander`, `${team}-commands`],
    [`${team}-importer`, `${team}-imports`],
  ] as const) {
    await lambda(site, name);
    consumes(site, name, queue);
  }
}

async function productionOnly(site: Site, team: string): Promise<void> {
  pipe(site, `${team}-reports-to-imports`, site.arn("sqs", `${team}-reports`), `${team}-imports`);
  await site.sfn.send(
    new CreateStateMachineCommand({
      name: `${team}-month-end`,
      definition: DEFINITION,
      roleArn: serviceRoleOf(site.account),
      tags: Object.entries(site.tags).map(([key, value]) => ({ key, value })),
    }),
  );
}
