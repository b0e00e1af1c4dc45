import { clock, roughSpan } from "../../pipelines/health/words";
import type { ConditionJudge, PollerFact } from "../facts";
import { made } from "./made";

const ROUNDS = 3;
const GRACE_SECONDS = 120;
const MOST_NAMED = 3;

/**
 * One of our own pollers has not succeeded for three of its rounds and two minutes, in a place that can be seen: a calm
 * picture would be a lie. Counted from when the conditions are judged without a gap: while no worker ran, none could succeed.
 * All places of an account are one reason.
 */
export const pollerSilent: ConditionJudge = ({ pollers, watchedSince }, at) => {
  const silent = Map.groupBy(
    pollers.filter((beat) => at.getTime() - silentSince(beat, watchedSince).getTime() > patienceMs(beat)),
    ({ poller, accountId }) => `${poller} ${accountId ?? ""}`,
  );
  return [...silent].flatMap(([id, beats]) => {
    const [first] = beats;
    if (!first) return [];
    const since = new Date(Math.min(...beats.map((beat) => (beat.succeededAt ?? beat.startedAt ?? at).getTime())));
    const places = beats.flatMap(({ accountName, region }) => (accountName ? [`${accountName} ${region ?? ""}`] : []));
    return [
      made("poller-silent", "page", {
        subject: { kind: "poller", id: id.trim(), name: first.poller },
        accountId: first.accountId,
        region: beats.length === 1 ? first.region : null,
        since,
        sentence: `${first.poller} has not succeeded${named(places)} since ${clock(since, at)}; it should every ${roughSpan(first.everySeconds)}. What it reads may be out of date.`,
        ties: [`poller:${first.poller}`],
      }),
    ];
  });
};

function silentSince({ succeededAt, startedAt }: PollerFact, watchedSince: Date): Date {
  const last = succeededAt ?? startedAt ?? watchedSince;
  return last > watchedSince ? last : watchedSince;
}

function patienceMs({ everySeconds }: PollerFact): number {
  return (ROUNDS * everySeconds + GRACE_SECONDS) * 1000;
}

function named(places: readonly string[]): string {
  if (places.length === 0) return "";
  const more = places.length - MOST_NAMED;
  return ` in ${places.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more places` : ""}`;
}
