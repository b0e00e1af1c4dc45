import { pathOf } from "../events/rule-arn";
import { settingsOfTarget } from "../events/rule-targets";
import type { ArchiveConfig, ResourceOf } from "../inventory/resource";
import type { PlanConfiguration } from "../plans/plan-hash";
import type { Grant } from "../plans/ways/way";
import type { ReplayTerms } from "./terms";

const ARCHIVE = "archive";
const BUS = "bus";
const MOST_NAMED = 20;

/** Everything that a replay's plan relies on, by names that people can read. What it is to start is among it. */
export function settingsOfReplay(
  terms: ReplayTerms,
  archive: ArchiveConfig,
  rules: readonly ResourceOf<"rule">[],
  overlaps: readonly { readonly name: string }[],
): PlanConfiguration {
  const { from, until, ruleArns } = terms;
  return {
    ...settingsOfPlace(terms),
    "events from": from,
    "events until": until,
    "to rules": ruleArns === null ? "every rule of the bus" : [...ruleArns].sort().join(" "),
    "archive: keeps": archive.retentionDays === 0 ? "for ever" : `${archive.retentionDays} days`,
    "archive: takes": archive.eventPattern ?? "every event",
    "replayed before": inWords(overlaps.map(({ name }) => name)),
    ...Object.assign({}, ...rules.map(settingsOfRule)),
  };
}

/** Whoever applies must have been told of each replay of the same, so that two plans never do the same without a word. */
function inWords(names: readonly string[]): string {
  if (names.length === 0) return "by none that is known here";
  const sorted = [...names].sort();
  return `by ${sorted.slice(0, MOST_NAMED).join(", ")}${sorted.length > MOST_NAMED ? ` and ${sorted.length - MOST_NAMED} more` : ""}`;
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
