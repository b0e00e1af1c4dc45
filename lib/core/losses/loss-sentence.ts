import type { QueueLoss } from "./queue-loss";

type FormatTime = (at: Date) => string;

/**
 * The loss clock in words: "At least one message dies between Thu 14:00 and Sat 09:00 UTC." Past the first instant it
 * says that a message may be dying now; it never says that one has died, because nobody can see that.
 */
export function lossSentence(loss: QueueLoss, now: Date, format: FormatTime = utcFormat(now), zone = " UTC"): string {
  switch (loss.kind) {
    case "none":
      return "Nothing waits here.";
    case "saved":
      return "Every message that waits here has a copy in the vault.";
    case "unknown":
      return "Something waits here, and nothing tells how old it is: a message may be dying now.";
    case "certain":
    case "bound":
      return `${dying(loss, now, format, zone)}${staleness(loss, format, zone)}`;
  }
}

function dying({ kind, earliestAt, latestAt }: QueueLoss, now: Date, format: FormatTime, zone: string): string {
  if (!earliestAt || !latestAt) return "Nothing tells when the first message dies.";
  const subject = kind === "certain" ? "The first message" : "At least one message";
  if (latestAt <= now) return `${subject} may be dying now.`;
  if (earliestAt <= now)
    return `${subject} may be dying now; ${kind === "certain" ? "it" : "one"} does by ${format(latestAt)}${zone}.`;
  if (format(earliestAt) === format(latestAt))
    return `${subject} dies ${kind === "certain" ? "" : "about "}${format(earliestAt)}${zone}.`;
  return `${subject} dies between ${format(earliestAt)} and ${format(latestAt)}${zone}.`;
}

function staleness({ staleSince }: QueueLoss, format: FormatTime, zone: string): string {
  return staleSince ? ` The age behind this was last read ${format(staleSince)}${zone}.` : "";
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Within this a weekday alone names one day only. */
const NEAR_MS = 6 * 86_400_000;

/** "Thu 14:00", with the date where the weekday alone could mean another week. */
export function utcFormat(now: Date): FormatTime {
  return (at) => {
    const day = WEEKDAYS[at.getUTCDay()];
    const clock = at.toISOString().slice(11, 16);
    if (Math.abs(at.getTime() - now.getTime()) < NEAR_MS) return `${day} ${clock}`;
    return `${day} ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${clock}`;
  };
}
