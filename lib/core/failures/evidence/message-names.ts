import type { LogRecord } from "./log-records";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const SAID_TO_BE_MESSAGE =
  /(?:message[ _-]?ids?|msg[ _-]?ids?|records?(?:[ _-]?ids?)?|message|msg|item_?identifiers?|messages|sqs)\W{0,6}$/i;
const LISTED = /^["'\s]*,["'\s]*$/;
const PREFIX_CHARACTERS = 14;

/** Whom an entry names: this message, others, several or none. */
export interface Names {
  readonly namesIt: boolean;
  readonly namesOthers: boolean;
}

/**
 * Tells which entries name a message, and which name others: ids that a log calls message ids, that stand in one list
 * with this one, or in the place where this one stands in other entries. Request ids are no messages.
 */
export function namesIn(records: readonly LogRecord[], messageId: string): Map<LogRecord, Names> {
  const own = messageId.toLowerCase();
  const requests = new Set(records.flatMap(({ requestId }) => requestId?.toLowerCase() ?? []));
  const prefixes = new Set(records.flatMap(({ text }) => prefixesOf(text.toLowerCase(), own)));
  const others = new Set(records.flatMap(({ text }) => otherIdsIn(text.toLowerCase(), own, prefixes)));
  for (const request of requests) others.delete(request);
  return new Map(
    records.map((record) => {
      const text = record.text.toLowerCase();
      const named = idsIn(text).filter(({ id }) => others.has(id));
      return [record, { namesIt: own !== "" && text.includes(own), namesOthers: named.length > 0 }];
    }),
  );
}

interface PlacedId {
  readonly id: string;
  readonly at: number;
}
function idsIn(text: string): PlacedId[] {
  return Array.from(text.matchAll(UUID), (match) => ({ id: match[0], at: match.index }));
}

/** What stands before this message's id: another id in the same place is another message's. */
function prefixesOf(text: string, own: string): string[] {
  const at = own === "" ? -1 : text.indexOf(own);
  if (at < 0) return [];
  // Level and time before the message differ from entry to entry.
  const before = text.slice(Math.max(0, at - PREFIX_CHARACTERS), at).replace(/^.*[\t\n\]|]/s, "");
  return /[a-z]{3}/.test(before) && !before.includes("requestid") ? [before] : [];
}

function otherIdsIn(text: string, own: string, prefixes: ReadonlySet<string>): string[] {
  const isMessage = ({ id, at }: PlacedId) => {
    const before = text.slice(Math.max(0, at - 40), at);
    return id === own || SAID_TO_BE_MESSAGE.test(before) || [...prefixes].some((prefix) => before.endsWith(prefix));
  };
  return listsIn(text)
    .filter((list) => list.some(isMessage))
    .flatMap((list) => list.filter(({ id }) => id !== own).map(({ id }) => id));
}

/** Ids that stand in one list together; alone where they stand alone. */
function listsIn(text: string): PlacedId[][] {
  const lists: PlacedId[][] = [];
  let end = 0;
  for (const found of idsIn(text)) {
    const list = lists.at(-1);
    if (list && LISTED.test(text.slice(end, found.at))) list.push(found);
    else lists.push([found]);
    end = found.at + found.id.length;
  }
  return lists;
}
