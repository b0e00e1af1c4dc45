import { EVERYTHING } from "@/lib/core/access/scope";
import { deadLetterDoor } from "@/lib/core/coverage/dead-letter-door";
import type { PlaceKnown, TargetKnown } from "@/lib/core/events/likely-causes";
import { queueConfigFrom } from "@/lib/core/inventory/queue-config";
import type { RuleTarget } from "@/lib/core/inventory/resource";
import { unqualified, withoutVersion } from "@/lib/core/inventory/unqualified";
import type { Sql } from "@/lib/db/connect";
import { findQueueDoors } from "@/lib/db/events-doors";
import { findByArns } from "@/lib/db/resource-list";
import { tieStates } from "../inventory/tie-states";

interface RuleOfTargets {
  readonly arn: string;
  readonly awsAccountId: string;
  readonly targets: readonly RuleTarget[];
}

/** What is known of the places that a rule sends to. Of a queue for which `mayTell` says no only that it is there is told. */
export async function knownTargets(
  db: Sql,
  rule: RuleOfTargets,
  mayTell: (queue: { accountId: string; arn: string }) => boolean,
): Promise<TargetKnown[]> {
  const plain = ({ arn }: RuleTarget) => withoutVersion(unqualified(arn));
  const arns = [...new Set(rule.targets.flatMap((target) => [plain(target), target.deadLetterArn ?? []].flat()))];
  const there = new Set((await findByArns(db, EVERYTHING, arns)).map(({ arn }) => arn));
  const stateOf = await tieStates(db, rule.arn, arns, there);
  const queues = (await findQueueDoors(db, arns)).filter(mayTell);
  const doors = new Map(
    queues.map((queue) => [queue.arn, deadLetterDoor(queueConfigFrom(queue), request(rule, queue.arn))]),
  );
  const placeOf = (arn: string): PlaceKnown => ({ state: stateOf(arn), door: doors.get(arn) ?? null });
  return rule.targets.map((target) => ({
    target,
    place: placeOf(plain(target)),
    deadLetter: target.deadLetterArn === null ? null : placeOf(target.deadLetterArn),
  }));
}

function request({ arn, awsAccountId }: RuleOfTargets, resource: string) {
  return {
    service: "events.amazonaws.com",
    action: "sqs:SendMessage",
    resource,
    sourceArn: arn,
    sourceAccount: awsAccountId,
  };
}
