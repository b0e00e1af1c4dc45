import { ACTION_WORDS } from "./action-words";

/** What a sentence is made of. */
export interface TellableEntry {
  readonly actorKind: string;
  readonly actorName: string;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}
/** `who`, what they did up to the thing, the thing, and the rest. */
export interface Sentence {
  readonly who: string;
  readonly did: string;
  readonly object: { readonly noun: string; readonly id: string } | null;
  readonly rest: string;
}

/** An entry in words: "Otto applied plan pln_… (12 messages) in acme-prod". An action without words stands as it is. */
export function auditSentence(entry: TellableEntry): Sentence {
  const [did = "", after = ""] = phraseOf(entry).split("%");
  const hasObject = phraseOf(entry).includes("%");
  const noun = entry.objectKind.replaceAll("-", " ");
  const rest = [countOf(entry), placeOf(entry, hasObject), denialOf(entry)];
  return {
    who: whoIs(entry),
    did: hasObject && entry.objectId === null ? `${did}${noun}${after}`.trim() : did.trim(),
    object: hasObject && entry.objectId !== null ? { noun, id: entry.objectId } : null,
    rest: [after.trim(), ...rest].filter(Boolean).join(" "),
  };
}

export function sentenceText({ who, did, object, rest }: Sentence): string {
  return [who, did, object ? `${object.noun} ${object.id}` : "", rest].filter(Boolean).join(" ");
}

function whoIs({ actorKind, actorName }: TellableEntry): string {
  if (actorKind === "token") return `Token ${actorName}`;
  if (actorKind === "anonymous") return "Somebody";
  return actorName === actorKind ? `The ${actorName}` : actorName;
}

function phraseOf({ action, objectKind, detail }: TellableEntry): string {
  if (action !== "access.denied") return (ACTION_WORDS as Record<string, string | undefined>)[action] ?? `${action} %`;
  const operation = typeof detail.operation === "string" ? detail.operation : "";
  if (objectKind === "operation") return operation ? `was refused ${operation}` : "was refused %";
  return `was refused ${operation} on %`;
}

function countOf({ action, detail }: TellableEntry): string {
  const noun = action.startsWith("audit.") ? ["entry", "entries"] : ["message", "messages"];
  if (typeof detail.itemCount === "number") return `(${counted(detail.itemCount, ...noun)})`;
  const isKnown = action.startsWith("audit.") || action.startsWith("run.");
  return typeof detail.count === "number" && isKnown ? `(${counted(detail.count, ...noun)})` : "";
}

function placeOf({ accountId, accountName, objectId }: TellableEntry, hasObject: boolean): string {
  if (accountId === null || (hasObject && objectId === accountId)) return "";
  return `in ${accountName ?? accountId}`;
}

const WHY: Readonly<Record<string, string>> = {
  capability: "their role does not allow it",
  "out-of-scope": "it lies outside what they may see",
  "approval-state": "its approvals do not allow it",
};

function denialOf({ action, detail }: TellableEntry): string {
  if (action !== "access.denied") return "";
  const why = typeof detail.why === "string" ? (WHY[detail.why] ?? detail.why.replaceAll("-", " ")) : "";
  const again =
    typeof detail.repeated === "number" ? `${counted(detail.repeated, "more time", "more times")} within a minute` : "";
  return [why ? `because ${why}` : "", again].filter(Boolean).join(", ");
}

function counted(count: number, one = "", many = ""): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
