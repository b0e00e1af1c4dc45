import { pathOf } from "../events/rule-arn";
import { settingsOfTarget } from "../events/rule-targets";
import type { ArchiveConfig, ResourceOf } from "../inventory/resource";
import type { PlanConfiguration } from "../plans/plan-hash";
import type { Grant } from "../plans/ways/way";
import type { ReplayTerms } from "./terms";

const ARCHIVE = "archive";
const BUS = "bus";

/** Everything that a replay's plan relies on, by names that people can read. What it is to start is among it. */
export function settingsOfReplay(
  terms: ReplayTerms,
  archive: ArchiveConfig,
  rules: readonly ResourceOf<"rule">[],
): PlanConfiguration {
  const { from, until, ruleArns } = terms;
  return {
    ...settingsOfPlace(terms),
    "events from": from,
    "events until": until,
    "to rules": ruleArns === null ? "every rule of the bus" : [...ruleArns].sort().join(" "),
    "archive: keeps": archive.retentionDays === 0 ? "for ever" : `${archive.retentionDays} days`,
    "archive: takes": archive.eventPattern ?? "every event",
    ...Object.assign({}, ...rules.map(settingsOfRule)),
  };
}

/** Those by which the session of a replay is narrowed. */
export function settingsOfPlace({ archiveArn, busArn }: ReplayTerms): PlanConfiguration {
  return { [ARCHIVE]: archiveArn, [BUS]: busArn };
}

function settingsOfRule({ arn, config }: ResourceOf<"rule">): PlanConfiguration {
  const rule = pathOf(arn);
  return {
    [`${rule}: rule`]: arn,
    [`${rule}: is`]: config.isEnabled ? "on" : "off",
    [`${rule}: pattern`]: config.eventPattern ?? "none, it runs by a schedule",
    ...Object.assign({}, ...config.targets.map((target) => settingsOfTarget(arn, target))),
  };
}

/** What the session of a replay may do: start it from this archive to this bus, watch and cancel replays of ours, read targets. */
export function replayGrants(configuration: PlanConfiguration): Grant[] {
  const [archiveArn, busArn] = [configuration[ARCHIVE], configuration[BUS]];
  if (archiveArn === undefined || busArn === undefined) return [];
  const ours = archiveArn.replace(/:archive\/.*$/, ":replay/dlo-*");
  const rules = busArn.replace(
    /:event-bus\/(.*)$/,
    (_, name: string) => `:rule/${name === "default" ? "" : `${name}/`}*`,
  );
  return [
    { actions: ["events:StartReplay"], arns: [archiveArn, busArn, ours] },
    { actions: ["events:DescribeReplay", "events:CancelReplay"], arns: [ours] },
    { actions: ["events:ListTargetsByRule"], arns: [rules] },
  ];
}
