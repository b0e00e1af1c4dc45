import { WITHIN_THE_CODE } from "./dependencies-in";

/** An open failure as far as it matters for incidents. `dependencies` are hosts and AWS resources that its error names. */
export interface OpenFailure {
  readonly id: string;
  readonly startedAt: Date;
  readonly accountId: string;
  readonly causeKind: string;
  readonly normalisedError: string;
  readonly consumers: readonly string[];
  readonly dependencies: readonly string[];
}

/** What two failures can share. An *error* is shared with its cause; an *account* with its cause too. */
export type Tie =
  | { readonly kind: "consumer"; readonly value: string }
  | { readonly kind: "dependency"; readonly value: string }
  | { readonly kind: "error"; readonly value: string; readonly causeKind: string }
  | { readonly kind: "account"; readonly value: string; readonly causeKind: string };

const LEAST_TELLING_LETTERS = 10;
const ORDER: Readonly<Record<Tie["kind"], number>> = { consumer: 1, dependency: 2, error: 3, account: 4 };

/** Each of these alone ties two failures together, in whatever account and Region they are. */
export function strongTies(failure: OpenFailure): Tie[] {
  const { consumers, dependencies, normalisedError, causeKind } = failure;
  return [
    ...[...new Set(consumers)].map((value): Tie => ({ kind: "consumer", value })),
    ...[...new Set(dependencies)].map((value): Tie => ({ kind: "dependency", value })),
    ...(isTelling(normalisedError) ? [{ kind: "error", value: normalisedError, causeKind } as const] : []),
  ];
}

/** One cause in one account; nothing where the cause is not known, or lies in each consumer by itself. */
export function weakTie({ accountId, causeKind }: OpenFailure): Tie[] {
  return causeKind === "unknown" || WITHIN_THE_CODE.has(causeKind)
    ? []
    : [{ kind: "account", value: accountId, causeKind }];
}

/** The same text for the same tie; in the order in which ties are told. */
export function tieKey(tie: Tie): string {
  const cause = tie.kind === "error" || tie.kind === "account" ? tie.causeKind : "";
  return JSON.stringify([ORDER[tie.kind], tie.value, cause]);
}

/** What is left of many errors says too little to be the same by more than chance. */
function isTelling(normalisedError: string): boolean {
  const letters = normalisedError.replace(/<[^>]*>/g, "").match(/\p{L}/gu)?.length ?? 0;
  return normalisedError !== "not captured" && letters >= LEAST_TELLING_LETTERS;
}
