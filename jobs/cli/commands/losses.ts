import type { Loss } from "@/lib/contract/losses";
import { allPages } from "../all-pages";
import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";
import { table } from "../table";

const MOST_HOURS = 336;

export const losses: Command = {
  name: "losses",
  usage: "",
  summary: "Show which dead-letter queues lose messages to retention, dies first on top, without receiving any.",
  flags: {
    within: { value: "<time>", summary: "only what may die within this time: 24h, 7d; 14d at most" },
    json: { summary: "print it as JSON" },
  },
  exits: "0 done · 1 error",
  async run({ client, io }, given) {
    const withinHours = hoursFrom(given.text("within"));
    const { first, items } = await allPages((page) => client().listLosses({ ...page, withinHours }));
    const { within24hCount, within7dCount, unknownCount } = first;
    if (given.isOn("json")) io.print(JSON.stringify({ within24hCount, within7dCount, unknownCount, items }, null, 2));
    else {
      if (items.length > 0) io.print(table(items.map(lossLine), HEADING));
      io.print(
        `${within24hCount} queues within 24 hours, ${within7dCount} within 7 days; of ${unknownCount} nothing tells how old their messages are.`,
      );
    }
    return EXIT.done;
  },
};

/** `24h`, `7d`: a whole number of hours or days. */
export function hoursFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit] = /^(\d{1,3})(h|d)$/.exec(text) ?? [];
  const hours = Number(count) * (unit === "d" ? 24 : 1);
  if (!(hours >= 1 && hours <= MOST_HOURS))
    throw new Misuse(`--within is a time such as 24h or 7d, at most 14d, not ${text}.`);
  return hours;
}

const HEADING = ["MAY DIE FROM", "DEAD BY", "WAITING", "SAVED", "QUEUE", "ACCOUNT", "REGION", "OWNER", "MODE"];

function lossLine(loss: Loss): string[] {
  return [
    minute(loss.earliestAt),
    minute(loss.latestAt),
    loss.visible === null ? "unknown" : `about ${loss.visible}`,
    String(loss.savedCount),
    loss.name,
    loss.accountName,
    loss.region + (loss.isBlind ? " (blind)" : ""),
    loss.owner ?? "none",
    loss.mode,
  ];
}

function minute(time: string | null): string {
  return time === null ? "unknown" : `${time.slice(0, 16)}Z`;
}
