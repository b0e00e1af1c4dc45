import type { InputOf } from "@/lib/contract";
import type { AlertDetail } from "@/lib/contract/alerts";
import type { Condition } from "@/lib/core/alerts/reason";
import { CONDITION_WORDS } from "../alert-words";
import { instantOf } from "../local-time";

export type SilenceAbout = InputOf<"createSilence">["about"];

/** A silence that can be chosen without filling in what it is about. */
export interface SilenceOffer {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly about: SilenceAbout;
}

/** What can be kept silent of an alert, the narrowest first. */
export function silencesOf({ reasons, pipelines, owner }: AlertDetail): SilenceOffer[] {
  const offers: SilenceOffer[] = [];
  const [gravest] = reasons;
  for (const { classId, subject } of reasons.slice(0, 3))
    if (classId && !offers.some(({ key }) => key === classId))
      offers.push({ key: classId, label: "This failure", help: subject.name, about: { classId } });
  for (const { id, name } of pipelines.slice(0, 3))
    offers.push({ key: id, label: "This pipeline", help: name, about: { pipelineId: id } });
  if (gravest?.accountId)
    offers.push({
      key: "condition",
      label: "This condition in this account",
      help: `${CONDITION_WORDS[gravest.condition]}, ${gravest.accountName ?? gravest.accountId}`,
      about: { conditions: [gravest.condition], accountId: gravest.accountId },
    });
  if (owner) offers.push({ key: "owner", label: "Everything of this owner", help: owner, about: { owner } });
  if (offers.length === 0 && gravest)
    offers.push({
      key: "everywhere",
      label: "This condition everywhere",
      help: CONDITION_WORDS[gravest.condition],
      about: { conditions: [gravest.condition] },
    });
  return offers;
}

export interface SilenceDraft {
  readonly kind: "silence" | "maintenance";
  /** The key of an offer; empty: what is filled in. */
  readonly offer: string;
  readonly name: string;
  readonly accountId: string;
  readonly condition: Condition | "";
  readonly owner: string;
  readonly reason: string;
  /** Device time; empty: from now on. */
  readonly from: string;
  readonly until: string;
}

/** What is sent, and why it cannot be yet. */
export function silenceOf(draft: SilenceDraft, offers: readonly SilenceOffer[]) {
  const about = offers.find(({ key }) => key === draft.offer)?.about ?? aboutOf(draft);
  const from = instantOf(draft.from);
  const until = instantOf(draft.until);
  const missing = missingWords(draft, about, until, from);
  if (missing !== undefined || until === undefined) return { missing: missing ?? "It needs an end." };
  return {
    missing: undefined,
    input: { kind: draft.kind, about, reason: draft.reason.trim(), until, ...(from ? { from } : {}) },
  };
}

function missingWords(draft: SilenceDraft, about: SilenceAbout, until: string | undefined, from: string | undefined) {
  if (Object.keys(about).length === 0) return "Say what is to be silent.";
  if (draft.reason.trim() === "") return "It needs a reason: others will ask.";
  if (until === undefined) return "It needs an end.";
  return from !== undefined && until <= from ? "It must end after it begins." : undefined;
}

function aboutOf({ name, accountId, condition, owner }: SilenceDraft): SilenceAbout {
  return {
    ...(name.trim() ? { match: { name: name.trim() } } : {}),
    ...(accountId ? { accountId } : {}),
    ...(condition ? { conditions: [condition] } : {}),
    ...(owner.trim() ? { owner: owner.trim() } : {}),
  };
}
