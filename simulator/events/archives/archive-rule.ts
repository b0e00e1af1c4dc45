import type { World } from "../../service";
import { ruleArnOf } from "../resources/rule";
import type { Archive, Rule } from "../state";
import { ARCHIVES_SERVICE, archiveRuleName } from "./archive-event";
import { busPlaceOf } from "./bus-of";

const TEMPLATE =
  '{"archive-arn": "ARN", "event": <aws.events.event.json>, "ingestion-time": <aws.events.event.ingestion-time>}';

/**
 * Makes, or brings up to date, the managed rule that feeds the archive. Its pattern is the archive's own and demands
 * that an event is not a replayed one (EventBridge User Guide, "Archiving and replaying events").
 */
export function putArchiveRule(world: World, archive: Archive): void {
  const { accountId, region, busName } = busPlaceOf(archive.busArn, "EventSourceArn");
  const ruleName = archiveRuleName(archive.name);
  const own: unknown = JSON.parse(archive.eventPattern ?? "{}");
  world.events.rules.put({
    accountId,
    region,
    name: `${busName}/${ruleName}`,
    busName,
    ruleName,
    arn: ruleArnOf({ accountId, region, busName, ruleName }),
    createdAt: archive.createdAt,
    eventPattern: JSON.stringify(Object.assign({}, own, { "replay-name": [{ exists: false }] })),
    state: "ENABLED",
    managedBy: ARCHIVES_SERVICE,
    targets: [
      {
        Id: ruleName,
        Arn: `arn:aws:events:${region}:::`,
        InputTransformer: { InputPathsMap: {}, InputTemplate: TEMPLATE.replace("ARN", archive.arn) },
      },
    ],
    tags: {},
  } satisfies Rule);
}

export function removeArchiveRule(world: World, archive: Archive): void {
  const { accountId, region, busName } = busPlaceOf(archive.busArn, "EventSourceArn");
  world.events.rules.delete({ accountId, region, name: `${busName}/${archiveRuleName(archive.name)}` });
}
