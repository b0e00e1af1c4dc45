import { causeOf } from "../cause";
import type { Cause } from "../cause-kind";
import { normaliseError } from "../normalise";
import { oneLine } from "../title";
import { type Confidence, DRAGGED_ALONG, type Finding, type LogLine, type Rung } from "./evidence";
import { type Invocation, runsIn } from "./invocations";
import type { LogError } from "./log-entry";
import { type LogRecord, recordsOf } from "./log-records";
import { type Names, namesIn } from "./message-names";
import { isMemoryFull } from "./platform-line";

/** A finding and when the log told it. */
interface Dated {
  readonly finding: Finding;
  readonly at: Date;
}
type Failing = LogRecord & { readonly error: LogError };

const WEIGHTS: readonly LogError["weight"][] = ["mentioned", "reported", "hinted", "logged", "uncaught", "ended"];
const FOLLOWS_WITHIN_MS = 60_000;
const RIGHT_BEFORE_MS = 1000;

/**
 * What a consumer's log says of one message; undefined when it says nothing of it. Errors of lines that name the message
 * count before those of the run that had it in hand; what names another message is none of its own.
 */
export function judgeLogs(lines: readonly LogLine[], messageId: string): Finding | undefined {
  const streams = recordsOf(lines).map((records) => ({ runs: runsIn(records), records }));
  const names = namesIn(
    streams.flatMap(({ records }) => records),
    messageId,
  );
  const isNamed = [...names.values()].some(({ namesIt }) => namesIt);
  const found = isNamed
    ? streams.flatMap(({ runs: { invocations, loose } }) => [
        ...invocations.flatMap((run) => ofRun(run, names)),
        ...ofLoose(loose, names),
      ])
    : ofNobody(
        streams.flatMap(({ runs: { invocations, loose } }) => [...invocations.map(({ records }) => records), loose]),
        names,
      );
  return best(found);
}

function ofRun({ records }: Invocation, names: ReadonlyMap<LogRecord, Names>): Dated[] {
  const namesOf = (record: LogRecord) => names.get(record) ?? { namesIt: false, namesOthers: false };
  if (!records.some((record) => namesOf(record).namesIt)) return [];
  const failing = records.filter(isFailing);
  const own = heaviest(failing.filter((one) => namesOf(one).namesIt));
  const others = failing.filter((one) => namesOf(one).namesOthers && !namesOf(one).namesIt);
  const general = heaviest(
    failing.filter((one) => !namesOf(one).namesIt && !namesOf(one).namesOthers && one.error.weight !== "mentioned"),
  );
  const isAlone = own !== undefined && !namesOf(own).namesOthers;
  if (own && (isTelling(own.error) || !general || !isTelling(general.error)))
    return [dated(own, "logs-by-message-id", isAlone ? "strong" : "fair")];
  if (general === undefined) return inPassing(failing, namesOf) ?? ofFullMemory(records);
  if (own === undefined && others.some((one) => saysTheSame(one.error, general.error))) return [draggedAlong(general)];
  return [dated(general, "logs-by-request", isLastInHand(records, general, namesOf) ? "fair" : "weak")];
}

/** An error told as if it were none, as of consumers that print what they caught: taken where nothing else is told. */
function inPassing(failing: readonly Failing[], namesOf: (one: LogRecord) => Names): Dated[] | undefined {
  const told = heaviest(failing.filter((one) => !namesOf(one).namesOthers && isTelling(one.error)));
  return told && [dated(told, "logs-by-request", "weak")];
}

/** Whether this message was the last that the run spoke of before it failed. */
function isLastInHand(records: readonly LogRecord[], failed: LogRecord, namesOf: (one: LogRecord) => Names): boolean {
  const until = records.indexOf(failed);
  const naming = records.filter((one, index) => index < until && (namesOf(one).namesIt || namesOf(one).namesOthers));
  const last = naming.at(-1);
  return last === undefined || namesOf(last).namesIt;
}

/** Entries of no known run: those that name it, and what follows them before another message is named. */
function ofLoose(records: readonly LogRecord[], names: ReadonlyMap<LogRecord, Names>): Dated[] {
  const found: Dated[] = [];
  let inHandSince: Date | undefined;
  for (const record of records) {
    const { namesIt, namesOthers } = names.get(record) ?? { namesIt: false, namesOthers: false };
    if (namesIt) inHandSince = record.at;
    else if (namesOthers) inHandSince = undefined;
    if (!isFailing(record)) continue;
    const isInHand = inHandSince && record.at.getTime() - inHandSince.getTime() <= FOLLOWS_WITHIN_MS;
    if (namesIt) found.push(dated(record, "logs-by-message-id", namesOthers ? "fair" : "strong"));
    else if (isInHand && record.error.weight !== "mentioned") found.push(dated(record, "logs-by-request", "fair"));
  }
  const telling = found.filter(({ finding }) => finding.cause.kind !== "unknown");
  if (telling.length > 0) return telling;
  return found.length > 0 ? found : beforeItsName(records, names);
}

/** What failed right before an entry that names it, as of workers that name a message when they give it back. */
function beforeItsName(records: readonly LogRecord[], names: ReadonlyMap<LogRecord, Names>): Dated[] {
  return records.flatMap((record, index) => {
    const before = records[index - 1];
    if (!names.get(record)?.namesIt || before === undefined || names.get(before)?.namesOthers) return [];
    const isClose = record.at.getTime() - before.at.getTime() <= RIGHT_BEFORE_MS;
    return isClose && isFailing(before) && before.error.weight !== "mentioned"
      ? [dated(before, "logs-by-request", "weak")]
      : [];
  });
}

/**
 * No line names the message: what ended the runs that nobody else is tied to, while all of them ended for one cause.
 * Without any clear error a line that only reads like one is taken, and without that one told in passing.
 */
function ofNobody(runs: readonly (readonly LogRecord[])[], names: ReadonlyMap<LogRecord, Names>): Dated[] {
  const untied = runs.filter((records) => !records.some((one) => names.get(one)?.namesOthers));
  const failing = untied.flatMap((records) => heaviest(records.filter(isFailing)) ?? []);
  const weighing = (...weights: LogError["weight"][]) => failing.filter(({ error }) => weights.includes(error.weight));
  const [clear, hinted, mentioned] = [
    weighing("logged", "uncaught", "ended", "reported"),
    weighing("hinted"),
    weighing("mentioned"),
  ];
  const ended =
    [clear, hinted, mentioned.filter(({ error }) => isTelling(error))].find((some) => some.length > 0) ?? [];
  const telling = ended.filter(({ error }) => isTelling(error));
  const told = (telling.length > 0 ? telling : ended).map((one) => dated(one, "logs-by-request", "weak"));
  if (told.length === 0) return untied.flatMap((records) => ofFullMemory(records)).slice(-1);
  const isAlike = new Set(told.map(({ finding }) => finding.cause.kind)).size === 1;
  return isAlike ? told.slice(-1) : [];
}

function ofFullMemory(records: readonly LogRecord[]): Dated[] {
  const report = records.find(({ role, entry }) => role === "report" && isMemoryFull(entry));
  if (report === undefined) return [];
  const error: LogError = { text: "The run took all its memory", type: "Runtime.OutOfMemory", weight: "reported" };
  return [dated({ ...report, error }, "logs-by-request", "weak")];
}

/** The batch failed by another message: of this one that says nothing. */
function draggedAlong({ at }: Failing): Dated {
  const cause: Cause = { kind: "unknown", reason: "The error in the log is of another message of the same batch." };
  return { at, finding: { rung: "logs-by-request", confidence: "weak", text: DRAGGED_ALONG, cause } };
}

function dated({ at, error }: Failing, rung: Rung, confidence: Confidence): Dated {
  const { text, type: errorType, weight } = error;
  const cause = causeOf({ errorText: text, errorType: errorType ?? "" });
  const normalisedError = normalised(error);
  // What Lambda itself writes holds nothing of the message.
  const shown = weight === "ended" || weight === "reported" ? text : normalisedError;
  return {
    at,
    finding: { rung, confidence, text: oneLine(shown), cause, errorText: text, errorType, normalisedError },
  };
}

function normalised({ text, type }: LogError): string {
  return normaliseError(type === undefined || text.slice(0, 300).includes(type) ? text : `${type}: ${text}`);
}

function isFailing(record: LogRecord): record is Failing {
  return record.error !== undefined;
}

function isTelling(error: LogError): boolean {
  return error.type !== undefined || causeOf({ errorText: error.text }).kind !== "unknown";
}

function saysTheSame(one: LogError, other: LogError): boolean {
  const [first, second] = [normalised(one), normalised(other)];
  return first === second || first.includes(second) || second.includes(first);
}

/** The error that ended the run, in its own words before those of the report; of several alike the last. */
function heaviest(failing: readonly Failing[]): Failing | undefined {
  const rank = ({ error, role }: Failing) =>
    WEIGHTS.indexOf(error.weight) + (isTelling(error) ? WEIGHTS.length : 0) + (role === "entry" ? 0.5 : 0);
  return failing.reduce<Failing | undefined>(
    (best, one) => (best === undefined || rank(one) >= rank(best) ? one : best),
    undefined,
  );
}

const RANK: Readonly<Record<Confidence, number>> = { strong: 4, fair: 2, weak: 0 };

/** The surest; of equals the latest: that is the try after which the message was given up. */
function best(found: readonly Dated[]): Finding | undefined {
  const rank = ({ finding }: Dated) => RANK[finding.confidence] + (finding.cause.kind === "unknown" ? 0 : 1);
  const sorted = [...found].sort((one, other) => rank(other) - rank(one) || other.at.getTime() - one.at.getTime());
  return sorted[0]?.finding;
}
