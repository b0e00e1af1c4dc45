import type { Silence } from "./routing/silence";

/** Names for the ids that a silence is about; an id that is not in here is not told. */
export interface SilenceNames {
  readonly account: string | null;
  readonly pipeline: string | null;
  readonly failureClass: string | null;
}

/** What a silence is about, in one line; all parts must fit for somebody not to be told. */
export function silenceAbout({ about }: Pick<Silence, "about">, names: SilenceNames): string {
  const { match, conditions, owner } = about;
  const places = match && [
    match.name && `named ${match.name}`,
    match.tag && `with the tag ${match.tag.key}${match.tag.value === undefined ? "" : ` ${match.tag.value}`}`,
    match.region && `in ${match.region}`,
    match.account && `in account ${match.account}`,
  ];
  const parts = [
    about.classId && `the failure class ${names.failureClass ?? "that is not here any more"}`,
    about.pipelineId && `the pipeline ${names.pipeline ?? "that is not here any more"}`,
    about.accountId && `the account ${names.account ?? "that is not here any more"}`,
    owner && `what ${owner} answers for`,
    places && `everything ${places.filter(Boolean).join(" ")}`,
    conditions &&
      `${conditions.length === 1 ? "the condition" : "the conditions"} ${conditions.map((one) => one.replaceAll("-", " ")).join(", ")}`,
  ].filter(Boolean);
  return parts.join("; ") || "everything";
}

export const SILENCE_STATES = ["planned", "active", "over", "ended"] as const;
export type SilenceState = (typeof SILENCE_STATES)[number];

/** *ended*: by somebody, before its time. */
export function silenceState(silence: Pick<Silence, "from" | "until" | "endedAt">, at: Date): SilenceState {
  if (silence.endedAt !== null && silence.endedAt < silence.until) return "ended";
  if (at >= silence.until) return "over";
  return at < silence.from ? "planned" : "active";
}
