import { SEVERITIES } from "../reason";
import type { Limits } from "./resolve";
import { spanSeconds } from "./span-seconds";

/** What one block of a file says: limits of the queue, of its dead-letter queue, and of either. */
export interface Block {
  mode: "enabled" | "disabled" | undefined;
  deadLetterName: string | undefined;
  queue: Partial<Pick<Limits, "queueAgeSeconds" | "queueDepth">>;
  deadLetter: Partial<Pick<Limits, "deadLetterAgeSeconds" | "deadLetterDepth" | "inflowPerHour">>;
  both: Partial<Pick<Limits, "forSeconds" | "severity">>;
}
/** Takes one value; false where it cannot be understood. */
type Taker = (block: Block, said: unknown) => boolean;

const OFF = new Set(["off", "none", "disabled", "false", "0", "null", ""]);
const ON = new Set(["enabled", "enable", "on", "true", "active"]);
const isOff = (said: unknown) => OFF.has(String(said).trim().toLowerCase());

function limit<K extends string>(
  set: (block: Block, value: number | null) => unknown,
  read: (said: unknown) => number | undefined,
  ...names: readonly K[]
): [string, Taker][] {
  const take: Taker = (block, said) => {
    const value = isOff(said) ? null : read(said);
    if (value === undefined) return false;
    set(block, value);
    return true;
  };
  return names.map((name) => [name, take]);
}

function count(said: unknown): number | undefined {
  const value = Number(said);
  return Number.isInteger(value) && value >= 1 && value <= 2_147_483_647 ? value : undefined;
}
function rate(said: unknown): number | undefined {
  const value = Number(said);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

const mode: Taker = (block, said) => {
  const word = String(said).trim().toLowerCase();
  if (ON.has(word)) block.mode = "enabled";
  else if (OFF.has(word) || word === "disable" || word === "inactive") block.mode = "disabled";
  else return false;
  return true;
};
const severity: Taker = (block, said) => {
  const found = SEVERITIES.find((one) => one === said);
  if (found) Object.assign(block.both, { severity: found });
  return found !== undefined;
};
const holdsFor: Taker = (block, said) => {
  const seconds = isOff(said) ? 0 : spanSeconds(said);
  if (seconds === undefined || seconds > 86_400) return false;
  Object.assign(block.both, { forSeconds: seconds });
  return true;
};
const deadLetterName: Taker = (block, said) => {
  if (typeof said !== "string" || said.trim() === "" || said.length > 200) return false;
  block.deadLetterName = said.trim();
  return true;
};

/** Keys by their letters alone: `max-age`, `maxAge` and `MAX_AGE` are one. */
const TAKERS = new Map<string, Taker>([
  ...["mode", "enabled", "status"].map((name): [string, Taker] => [name, mode]),
  ...["severity"].map((name): [string, Taker] => [name, severity]),
  ...["for", "forseconds", "duration"].map((name): [string, Taker] => [name, holdsFor]),
  ...["dlq", "dlqname", "deadletterqueue"].map((name): [string, Taker] => [name, deadLetterName]),
  ...limit(
    (block, value) => Object.assign(block.queue, { queueAgeSeconds: value }),
    spanSeconds,
    "queueage",
    "maxage",
    "age",
    "maxqueueage",
    "ageofoldestmessage",
    "queueageseconds",
  ),
  ...limit(
    (block, value) => Object.assign(block.deadLetter, { deadLetterAgeSeconds: value }),
    spanSeconds,
    "dlqage",
    "maxdlqage",
    "deadletterage",
    "dlqageofoldestmessage",
    "deadletterageseconds",
  ),
  ...limit(
    (block, value) => Object.assign(block.queue, { queueDepth: value }),
    count,
    "depth",
    "queuedepth",
    "maxdepth",
  ),
  ...limit(
    (block, value) => Object.assign(block.deadLetter, { deadLetterDepth: value }),
    count,
    "dlqdepth",
    "maxdlqdepth",
    "deadletterdepth",
  ),
  ...limit(
    (block, value) => Object.assign(block.deadLetter, { inflowPerHour: value }),
    rate,
    "inflowperhour",
    "dlqinflowperhour",
  ),
]);
const RULE_COUNTS = new Set(["triggeredrules", "triggeredrulescount", "rulestriggered"]);

export function lettersOf(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, "");
}

/** Reads a block, leaving out `others`; what is not understood is named in `warnings` and left out. */
export function readBlock(
  said: Readonly<Record<string, unknown>>,
  others: ReadonlySet<string>,
  where: string,
  warnings: string[],
): Block {
  const block: Block = { mode: undefined, deadLetterName: undefined, queue: {}, deadLetter: {}, both: {} };
  for (const [key, value] of Object.entries(said)) {
    if (others.has(key)) continue;
    const letters = lettersOf(key);
    const take = TAKERS.get(letters);
    if (RULE_COUNTS.has(letters))
      warnings.push(
        `${where}: ${key} is left out. A rule that goes silent is told by its own rhythm; how often it should run cannot be set.`,
      );
    else if (!take) warnings.push(`${where}: ${key} is not known, and left out.`);
    else if (!take(block, value))
      warnings.push(`${where}: ${key} is ${shown(value)}, which is no value for it, and left out.`);
  }
  return block;
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? "nothing";
}
