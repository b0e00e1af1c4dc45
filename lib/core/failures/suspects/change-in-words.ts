import { nameOfArn } from "@/lib/core/arn";
import { inWords } from "@/lib/core/config/in-words";
import type { SettingChange } from "@/lib/core/inventory/config-changes";
import { KIND_WORDS, type ResourceKind } from "@/lib/core/inventory/resource";
import { redrivePolicyFrom } from "@/lib/core/queues/queue";
import { secondsInWords } from "./seconds-in-words";

/** What happened to a thing, for people, and how likely such a change breaks what ran: 0 to 1, for ranking only. */
export interface ToldChange {
  readonly text: string;
  readonly weight: number;
}
type Setting = ToldChange & { readonly show?: (value: string) => string };

const MOST_CHARACTERS = 60;
const shorten = (value: string) => (value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS - 1)}…` : value);
/** The name, and of a function the version that it names. */
const nameIn = (arn: string) => shorten(arn.split(":function:")[1] ?? nameOfArn(arn));

/** By the last part of their path. With `show` the values are told, without it only that it changed. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  codeSha256: { text: "code", weight: 1 },
  definitionSha256: { text: "definition", weight: 1 },
  functionArns: { text: "functions that it calls", weight: 0.3 },
  runtime: { text: "runtime", weight: 0.9, show: shorten },
  timeoutSeconds: { text: "timeout", weight: 1, show: secondsInWords },
  VisibilityTimeout: { text: "visibility timeout", weight: 1, show: secondsInWords },
  roleArn: { text: "role", weight: 1, show: nameIn },
  functionArn: { text: "function", weight: 1, show: nameIn },
  targetArn: { text: "target", weight: 1, show: nameIn },
  arn: { text: "target", weight: 1, show: nameIn },
  endpoint: { text: "endpoint", weight: 1, show: nameIn },
  filterPolicy: { text: "filter", weight: 1 },
  filterPatterns: { text: "filter", weight: 1 },
  eventPattern: { text: "event pattern", weight: 1 },
  policy: { text: "policy", weight: 1 },
  Policy: { text: "policy", weight: 1 },
  kmsKeyId: { text: "encryption key", weight: 1, show: nameIn },
  KmsMasterKeyId: { text: "encryption key", weight: 1, show: nameIn },
  MaximumMessageSize: { text: "largest message in bytes", weight: 0.8, show: shorten },
  reservedConcurrency: { text: "reserved concurrency", weight: 1, show: shorten },
  memoryMb: { text: "memory in MB", weight: 1, show: shorten },
  architecture: { text: "architecture", weight: 0.9, show: shorten },
  maxConcurrency: { text: "maximum concurrency", weight: 0.7, show: shorten },
  batchWindowSeconds: { text: "batching window", weight: 0.6, show: secondsInWords },
  batchSize: { text: "batch size", weight: 0.6, show: shorten },
  input: { text: "input", weight: 0.6, show: shorten },
  maxRetries: { text: "retries", weight: 0.5, show: shorten },
  maxAgeSeconds: { text: "oldest event", weight: 0.5, show: secondsInWords },
  deadLetterArn: { text: "dead-letter queue", weight: 0.4, show: nameIn },
  onFailureArn: { text: "failure destination", weight: 0.4, show: nameIn },
  MessageRetentionPeriod: { text: "retention", weight: 0.1, show: secondsInWords },
  retentionDays: { text: "retention in days", weight: 0.1, show: shorten },
};
const OTHER_WEIGHT = 0.3;
const TAG_WEIGHT = 0.05;

const SWITCHES: Readonly<Record<string, Setting>> = {
  isEnabled: { text: "", weight: 1 },
  isRunning: { text: "", weight: 1 },
  isRaw: { text: "raw delivery ", weight: 0.8 },
  reportsBatchItemFailures: { text: "partial batch responses ", weight: 0.6 },
};

/** A setting that changed, in plain words: `code changed`, `timeout 30 s → 3 s`, `target reports removed`. */
export function changeInWords({ kind, ...change }: SettingChange & { readonly kind: ResourceKind }): ToldChange {
  const told = tell(change, kind);
  // An alarm tells of failures and makes none.
  return kind === "alarm" ? { ...told, weight: TAG_WEIGHT } : told;
}

function tell({ field, before, after }: SettingChange, kind: ResourceKind): ToldChange {
  if (field === "created") return { text: `${KIND_WORDS[kind]} made`, weight: 0.7 };
  if (field === "deleted") return { text: `${KIND_WORDS[kind]} deleted`, weight: 1 };
  if (field === "RedrivePolicy") return redriveInWords(before, after);
  const path = field.split(".");
  const name = path.at(-1) ?? field;
  if (path[0] === "tags") return { text: `tag ${path.slice(1).join(".")} changed`, weight: TAG_WEIGHT };
  if (path.length === 2 && path[0] === "targets")
    return { text: `target ${name} ${after === null ? "removed" : before === null ? "added" : "changed"}`, weight: 1 };
  const of = path.length > 2 ? `${path[0] === "targets" ? "target" : path[0]} ${path.slice(1, -1).join(".")}: ` : "";
  const { text, weight } = settingInWords(name, before, after);
  return { text: `${of}${text}`, weight };
}

function settingInWords(name: string, before: string | null, after: string | null): ToldChange {
  const flip = Object.hasOwn(SWITCHES, name) ? SWITCHES[name] : undefined;
  if (flip) return { ...flip, text: `${flip.text}switched ${after === "true" ? "on" : "off"}` };
  const known = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
  if (!known) return { text: `${name} ${shown(before, inWords)} → ${shown(after, inWords)}`, weight: OTHER_WEIGHT };
  const { text, weight, show } = known;
  return { text: show ? `${text} ${shown(before, show)} → ${shown(after, show)}` : `${text} changed`, weight };
}

function shown(value: string | null, show: (value: string) => string): string {
  return value === null ? "none" : shorten(show(value));
}

function redriveInWords(before: string | null, after: string | null): ToldChange {
  const [was, is] = [redrivePolicyFrom(before ?? undefined), redrivePolicyFrom(after ?? undefined)];
  const queue = `dead-letter queue ${shown(was?.deadLetterTargetArn ?? null, nameIn)} → ${shown(is?.deadLetterTargetArn ?? null, nameIn)}`;
  const count = `receives before it gives up ${was?.maxReceiveCount ?? "none"} → ${is?.maxReceiveCount ?? "none"}`;
  const hasMoved = was?.deadLetterTargetArn !== is?.deadLetterTargetArn;
  const hasCount = was !== undefined && is !== undefined && was.maxReceiveCount !== is.maxReceiveCount;
  return {
    text: [...(hasMoved ? [queue] : []), ...(hasCount ? [count] : [])].join(", ") || "redrive changed",
    weight: 1,
  };
}
