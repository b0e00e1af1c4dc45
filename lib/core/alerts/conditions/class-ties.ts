import { strongTies, type Tie, weakTie } from "../../failures/incidents/failure-ties";
import type { ClassFact } from "../facts";

const MOST_CHARACTERS = 300;

/** What a failure shares with others, in the words by which alerts are put together. The weak one names account and cause. */
export function classTies(fact: ClassFact): string[] {
  const failure = { ...fact, startedAt: fact.statusAt };
  return [...strongTies(failure), ...weakTie(failure)].map(tieWords);
}

function tieWords(tie: Tie): string {
  const value = tie.value.slice(0, MOST_CHARACTERS).toWellFormed();
  if (tie.kind === "error") return `error:${tie.causeKind}:${value}`;
  return tie.kind === "account" ? `account:${value}:${tie.causeKind}` : `${tie.kind}:${value}`;
}
