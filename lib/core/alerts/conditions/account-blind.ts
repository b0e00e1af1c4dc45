import { clock } from "../../pipelines/health/words";
import type { BlindPlace, ConditionJudge } from "../facts";
import { blindRegion } from "../sight";
import { made } from "./made";

/** One check may fail by chance: a second, a minute later, must find the same. */
const CONFIRM_MS = 50_000;
const MOST_NAMED = 3;

/**
 * An account of which some Region cannot be seen, confirmed by a second check. One that was never seen is not gone dark: it is
 * still being connected, and is told only.
 */
export const accountBlind: ConditionJudge = ({ places }, at) =>
  places.flatMap(({ accountId, accountName, regions }) => {
    const blind = regions.filter(isConfirmed);
    const known = blind.filter(({ wasSeen }) => wasSeen);
    const told = known.length > 0 ? known : blind;
    if (told.length === 0) return [];
    const since = new Date(Math.min(...told.map(({ blindSince }) => blindSince.getTime())));
    const why = told.find(({ reason }) => reason)?.reason;
    return [
      made("account-blind", "page", {
        subject: { kind: "account", id: accountId, name: accountName },
        accountId,
        region: told.length === 1 ? (told[0]?.region ?? null) : null,
        since,
        sentence: `Nothing can be seen of ${accountName} in ${named(told)} since ${clock(since, at)}${why ? `: ${bare(why)}` : ""}.`,
        isBacklog: known.length === 0,
        ties: told.map(({ region }) => blindRegion(region)),
      }),
    ];
  });

function isConfirmed({ blindSince, checkedAt }: BlindPlace["regions"][number]): boolean {
  return checkedAt !== null && checkedAt.getTime() - blindSince.getTime() >= CONFIRM_MS;
}

function named(told: BlindPlace["regions"]): string {
  const names = told.map(({ region }) => region).sort();
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function bare(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
