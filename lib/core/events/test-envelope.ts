import { parseExactJson, textOf } from "@/lib/core/messages/exact-json";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/core/messages/json";
import { isOfAws } from "./event-letter";
import { exactJsonText } from "./fill-template";

/** Where and when an event would be put: what EventBridge would write into it. */
export interface BusPlace {
  readonly awsAccountId: string;
  readonly region: string;
  readonly now: Date;
}
export interface EnvelopeProblem {
  readonly field: string;
  readonly message: string;
}
/** An event as a bus would have it, or what EventBridge would refuse it for. Numbers stay as they were written. */
export interface Envelope {
  readonly problems: readonly EnvelopeProblem[];
  readonly notes: readonly string[];
  /** What EventBridge writes itself, and what stood for it, as JSON. */
  readonly filled: readonly { readonly field: string; readonly value: string }[];
  /** Out of `ExactJson`; undefined when it is none. */
  readonly event: JsonObject | undefined;
}

const NO_ID = "00000000-0000-0000-0000-000000000000";
const MOST_TYPE_CHARACTERS = 128;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const ENTRY_NAMES = ["Source", "DetailType", "Detail"];
const FIELDS = [
  "version",
  "id",
  "detail-type",
  "source",
  "account",
  "time",
  "region",
  "resources",
  "detail",
  "replay-name",
];

/** Reads one event from its JSON text, and fills what only EventBridge knows. Never throws. */
export function readEnvelope(text: string, place: BusPlace): Envelope {
  const json = parseExactJson(text)?.value;
  if (!isJsonObject(json)) {
    const message = "This is no JSON object that can be read: it is broken, or nested more than 100 deep.";
    return { problems: [{ field: "event", message }], notes: [], filled: [], event: undefined };
  }
  const missing = Object.entries(filling(place)).filter(([name]) => !Object.hasOwn(json, name));
  return {
    problems: problemsOf(json),
    notes: notesOf(json),
    filled: missing.map(([field, value]) => ({ field, value: exactJsonText(value) })),
    event: inOrder({ ...json, ...Object.fromEntries(missing) }),
  };
}

/** Texts carry the mark that `exactJsonOf` puts before them. */
function filling({ awsAccountId, region, now }: BusPlace): Record<string, JsonValue> {
  return {
    version: "s0",
    id: `s${NO_ID}`,
    account: `s${awsAccountId}`,
    time: `s${now.toISOString().slice(0, 19)}Z`,
    region: `s${region}`,
    resources: [],
  };
}

function inOrder(event: JsonObject): JsonObject {
  const known = FIELDS.filter((name) => Object.hasOwn(event, name));
  return Object.fromEntries([...new Set([...known, ...Object.keys(event)])].map((name) => [name, event[name] ?? null]));
}

function problemsOf(event: JsonObject): EnvelopeProblem[] {
  const text = (name: string) => textOf(own(event, name) ?? null);
  const type = text("detail-type") ?? "";
  const time = text("time") ?? "";
  const has = (name: string) => Object.hasOwn(event, name);
  const isEntry = ENTRY_NAMES.some(has);
  const hint = isEntry
    ? " Of an entry of PutEvents, Source is source, DetailType detail-type, and Detail an object."
    : "";
  const found: (EnvelopeProblem | false)[] = [
    !text("source") && { field: "source", message: `It must say who tells the event.${hint}` },
    type === "" && { field: "detail-type", message: `It must say what kind of event it is.${hint}` },
    type.length > MOST_TYPE_CHARACTERS && { field: "detail-type", message: "It may have 128 characters at most." },
    !isJsonObject(own(event, "detail")) && { field: "detail", message: `It must be a JSON object.${hint}` },
    has("time") && !isTime(time) && { field: "time", message: "It must be a time such as 2026-11-21T20:00:00Z." },
    has("resources") &&
      !isTexts(own(event, "resources")) && { field: "resources", message: "It must be a list of texts." },
    ...["version", "id", "account", "region"].map(
      (field) => has(field) && text(field) === undefined && { field, message: "It must be a text." },
    ),
  ];
  return found.filter((problem) => problem !== false);
}

function notesOf(event: JsonObject): string[] {
  const others = Object.keys(event).filter((name) => !FIELDS.includes(name));
  const source = textOf(own(event, "source") ?? null) ?? "";
  return [
    ...(isOfAws(source)
      ? [`Only AWS can put events of ${source} on a bus; the answer is for one that AWS put there.`]
      : []),
    ...(others.length > 0
      ? [`No event on a bus has ${others.slice(0, 5).join(", ")} beside its detail: PutEvents takes no such field.`]
      : []),
  ];
}

function isTime(text: string): boolean {
  return TIME.test(text) && !Number.isNaN(Date.parse(text));
}

function isTexts(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.every((one) => textOf(one) !== undefined);
}

function own(event: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(event, name) ? event[name] : undefined;
}
