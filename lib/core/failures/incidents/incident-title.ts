import { nameOfArn } from "@/lib/core/arn";
import type { Tie } from "./failure-ties";
import type { IncidentGroup } from "./group-incidents";

/** A tie as people are told of it. */
export interface NamedTie {
  readonly kind: "consumer" | "dependency" | "account" | "cause";
  readonly value: string;
  readonly name: string;
}
const MOST_CHARACTERS = 80;
const NAMELESS_DEPENDENCY = "the same dependency";

/** What ties them, without the hosts and resources that error texts name: for who may not read such texts. */
export function withoutDependencyNames(group: IncidentGroup): IncidentGroup {
  return { ...group, ties: group.ties.map((tie) => (tie.kind === "dependency" ? { ...tie, value: "" } : tie)) };
}

/** Ties by name; one of account and cause is two. A queue stands for its consumer where nobody knows who that is. */
export function nameTies(ties: readonly Tie[], accountNames: ReadonlyMap<string, string>): NamedTie[] {
  const named = ties.flatMap((tie): NamedTie[] => {
    const { kind, value } = tie;
    if (kind === "consumer") return [{ kind, value, name: consumerName(value) }];
    if (kind === "dependency") return [{ kind, value, name: dependencyName(value) }];
    if (kind === "error") return [{ kind: "cause", value, name: cut(value) }];
    return [
      { kind, value, name: accountNames.get(value) ?? value },
      { kind: "cause", value: tie.causeKind, name: tie.causeKind },
    ];
  });
  return [...new Map(named.map((tie) => [`${tie.kind} ${tie.value}`, tie])).values()];
}

/** `3 failures since 02:41 UTC share consumer charge-card`; with the date where that is not today's. */
export function incidentTitle(
  { failures, startedAt, ties, isSharedByAll }: IncidentGroup,
  accountNames: ReadonlyMap<string, string>,
  now: Date,
): string {
  const [day, time] = [startedAt.toISOString().slice(0, 10), startedAt.toISOString().slice(11, 16)];
  const since = day === now.toISOString().slice(0, 10) ? time : `${day} ${time}`;
  const words = [...new Set(ties.map((tie) => tieInWords(tie, accountNames)))];
  const told = words.slice(0, isSharedByAll ? 1 : 2);
  return `${failures.length} failures since ${since} UTC ${isSharedByAll ? "share" : "are tied by"} ${told.join(" and ")}`;
}

function tieInWords(tie: Tie, accountNames: ReadonlyMap<string, string>): string {
  if (tie.kind === "consumer")
    return isQueue(tie.value) ? consumerName(tie.value) : `consumer ${consumerName(tie.value)}`;
  if (tie.kind === "dependency")
    return tie.value === "" ? NAMELESS_DEPENDENCY : `dependency ${dependencyName(tie.value)}`;
  if (tie.kind === "error") return `the error ${cut(tie.value)}`;
  return `cause ${tie.causeKind} in account ${accountNames.get(tie.value) ?? tie.value}`;
}

function isQueue(arn: string): boolean {
  return arn.split(":")[2] === "sqs";
}

function consumerName(arn: string): string {
  return isQueue(arn) ? `the consumer of ${nameOfArn(arn)}` : nameOfArn(arn);
}

function dependencyName(value: string): string {
  if (value === "") return NAMELESS_DEPENDENCY;
  return value.startsWith("arn:") ? nameOfArn(value) : value;
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
