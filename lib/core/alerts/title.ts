import { nameOfArn } from "@/lib/core/arn";
import { oneLine } from "@/lib/core/failures/title";
import { conditionInWords } from "./condition-words";
import { CONDITIONS, type Condition, type Severity, type Subject } from "./reason";

/** A reason as far as a title tells of it. */
export interface TitledReason {
  readonly condition: Condition;
  readonly severity: Severity;
  readonly subject: Subject;
  readonly accountName: string | null;
  readonly region: string | null;
  readonly ties: readonly string[];
  readonly sentence: string;
  readonly since: string;
  readonly resolvedAt: string | null;
}

const NOUNS: Readonly<Record<Subject["kind"], readonly [one: string, many: string]>> = {
  class: ["class", "classes"],
  queue: ["queue", "queues"],
  rule: ["rule", "rules"],
  pipeline: ["pipeline", "pipelines"],
  account: ["account", "accounts"],
  poller: ["poller", "pollers"],
  run: ["run", "runs"],
  plan: ["plan", "plans"],
  alarm: ["alarm", "alarms"],
};

/** What holds comes before what is over, what wakes somebody before the rest, the gravest first, then what began first. */
export function byGravity(a: TitledReason, b: TitledReason): number {
  return (
    Number(a.resolvedAt !== null) - Number(b.resolvedAt !== null) ||
    Number(a.severity !== "page") - Number(b.severity !== "page") ||
    CONDITIONS.indexOf(a.condition) - CONDITIONS.indexOf(b.condition) ||
    (a.since < b.since ? -1 : a.since > b.since ? 1 : 0) ||
    (a.subject.id < b.subject.id ? -1 : 1)
  );
}

/**
 * One line for an alert, from these of its reasons alone: `New failure: Card declined`, `charge-card fails: 12 classes in 2
 * Regions`. It names nothing that only an error text names, such as a dependency's host.
 */
export function alertTitle(reasons: readonly TitledReason[]): string {
  const living = reasons.filter(({ resolvedAt }) => resolvedAt === null);
  const told = [...(living.length > 0 ? living : reasons)].sort(byGravity);
  const [first] = told;
  if (!first) return "Nothing that you may see";
  const alone = conditionInWords(first.condition, oneLine(first.subject.name));
  if (told.length === 1) return alone;
  const lead = sharedBy(told);
  if (lead === undefined) return `${alone}, and ${told.length - 1} more`;
  return `${lead}: ${countOf(told)}${whereOf(told)}`;
}

function sharedBy(reasons: readonly TitledReason[]): string | undefined {
  const [first] = reasons;
  if (!first) return undefined;
  const same = (of: (reason: TitledReason) => unknown) => reasons.every((one) => of(one) === of(first));
  if (same(({ subject }) => subject.name) && same(({ condition }) => condition))
    return conditionInWords(first.condition, oneLine(first.subject.name));
  const ties = first.ties.filter((tie) => reasons.every((one) => one.ties.includes(tie)));
  const tied = (kind: string) => ties.find((tie) => tie.startsWith(`${kind}:`))?.slice(kind.length + 1);
  const consumer = tied("consumer");
  if (consumer !== undefined) return consumerFails(consumer);
  const error = tied("error");
  if (error !== undefined && error !== "") return cut(oneLine(error));
  if (tied("dependency") !== undefined) return "One dependency fails";
  if (same(({ condition }) => condition) && tied("account") === undefined) return sharedCondition(first, reasons);
  return tied("account") === undefined ? undefined : `Failures in ${first.accountName ?? "one account"}`;
}

/** The same holds about several things of one account and nothing else is known that they share. */
function sharedCondition({ condition }: TitledReason, reasons: readonly TitledReason[]): string | undefined {
  const names = new Set(reasons.map(({ accountName }) => accountName));
  const [account] = names;
  return names.size === 1 && account ? conditionInWords(condition, `Part of ${account}`) : undefined;
}

function consumerFails(arn: string): string {
  const isQueue = arn.split(":")[2] === "sqs";
  return `${isQueue ? "The consumer of " : ""}${oneLine(nameOfArn(arn))} fails`;
}

function countOf(reasons: readonly TitledReason[]): string {
  const kinds = new Set(reasons.map(({ subject }) => subject.kind));
  const [kind] = kinds;
  const [one, many] = kinds.size === 1 && kind ? NOUNS[kind] : ["reason", "reasons"];
  const count = new Set(reasons.map(({ subject }) => `${subject.kind} ${subject.id}`)).size;
  return `${count} ${count === 1 ? one : many}`;
}

function whereOf(reasons: readonly TitledReason[]): string {
  const regions = new Set(reasons.flatMap(({ region }) => region ?? []));
  const [only] = regions;
  if (regions.size === 0) return "";
  return regions.size === 1 ? ` in ${only}` : ` in ${regions.size} Regions`;
}

const MOST_CHARACTERS = 80;
function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS - 1).join("")}…` : text;
}
