import type { ReviewFact } from "./fact";
import { countWords } from "./words";

const NOBODY_DAYS = 3;
const DAY_MS = 86_400_000;

/** Of what was counted, what somebody must decide: failures that nobody has had for days, and budgets that are overspent. */
export function decisionsFrom(facts: readonly ReviewFact[], at: Date): ReviewFact[] {
  return facts.flatMap((fact) => {
    if (fact.kind === "class-open") return nobodys(fact, at);
    if (fact.kind === "budget" && fact.value !== null && fact.value < 0)
      return [
        decision(fact, "pipeline", `${fact.label}: its budget is overspent. Stop changes, or change the objective?`),
      ];
    return [];
  });
}

function nobodys(fact: ReviewFact, at: Date): ReviewFact[] {
  const days = fact.at === null ? 0 : Math.floor((at.getTime() - Date.parse(fact.at)) / DAY_MS);
  if (fact.owner !== null || days < NOBODY_DAYS) return [];
  const since = countWords(days, { one: "day", many: "days" });
  return [decision(fact, "class", `Nobody has "${fact.label}", open for ${since}. Whose is it?`)];
}

function decision(fact: ReviewFact, about: string, label: string): ReviewFact {
  const { alsoPipelines, queueArn, accountName } = fact.detail;
  const kept = Object.entries({ alsoPipelines, queueArn, accountName }).filter(([, value]) => value !== undefined);
  return { ...fact, kind: "decision", label, value: null, detail: { ...Object.fromEntries(kept), about } };
}
