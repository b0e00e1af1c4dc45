/** What a hand-over says of one failure class. Texts may be anybody's; nothing in here is Markdown yet. Times as ISO text. */
export interface CapsuleClass {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly status: string;
  readonly cause: string;
  readonly account: string;
  readonly region: string;
  readonly queue: string | null;
  readonly pipelines: readonly string[];
  readonly owner: string | null;
  /** Who said that they have it, and when; null: nobody. */
  readonly heldBy: string | null;
  readonly since: string;
  readonly sinceNote: string;
  readonly lastSeenAt: string;
  readonly presentCount: number;
  readonly totalCount: number;
  /** Null: nobody can count it now. */
  readonly perHour: number | null;
  readonly loss: string;
  readonly runbook: string | null;
  readonly suspects: readonly string[];
  readonly runs: readonly { readonly at: string; readonly by: string; readonly words: string; readonly url: string }[];
  readonly notes: readonly { readonly at: string; readonly by: string; readonly text: string }[];
}

export interface CapsuleAlert {
  readonly number: number;
  readonly state: string;
  readonly severity: string;
  readonly openedAt: string;
  readonly pagedAt: string | null;
  readonly acknowledged: { readonly by: string; readonly at: string } | null;
  readonly resolvedAt: string | null;
  readonly owner: string | null;
  readonly mute: string | null;
  readonly reasons: readonly {
    readonly subject: string;
    readonly sentence: string;
    readonly since: string;
    readonly url: string;
  }[];
  readonly hiddenReasonCount: number;
  readonly lastRun: string | null;
  readonly timeToLoss: string | null;
  readonly suspect: string | null;
}

/** The state of something, frozen for whoever takes over. */
export interface CapsuleDocument {
  readonly subject: { readonly kind: "class" | "incident" | "alert"; readonly id: string };
  readonly title: string;
  readonly url: string;
  readonly at: string;
  readonly by: string;
  readonly note: string | null;
  /** What it speaks of: who may not see all of it may not read it. By the ARNs alone, where there are any, it may be read too. */
  readonly places: readonly { readonly accountId: string; readonly arns: readonly string[] }[];
  readonly accountIds: readonly string[];
  readonly alert: CapsuleAlert | null;
  readonly classes: readonly CapsuleClass[];
  /** Of the rest only how many. */
  readonly moreClassCount: number;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

/** What whoever takes over has to find out or decide, as the facts alone tell it. */
export function openQuestions({ alert, classes }: Pick<CapsuleDocument, "alert" | "classes">): string[] {
  const told = classes.flatMap(questionsOf);
  const isHeld = alert?.acknowledged || classes.some(({ heldBy }) => heldBy !== null);
  return [...(isHeld || (alert && alert.resolvedAt !== null) ? [] : ["Who has it now? Nobody has said so."]), ...told];
}

function questionsOf(one: CapsuleClass): string[] {
  const name = `F-${one.number}`;
  const isOver = one.presentCount === 0 && one.status === "resolved";
  if (isOver) return [];
  return [
    ...(one.owner === null ? [`Who answers for ${name}? No owner is known.`] : []),
    ...(one.cause === "unknown" ? [`Why does ${name} fail? Its cause is not known.`] : []),
    ...(one.perHour === null ? [`Does ${name} go on? Nobody can count it now.`] : []),
    ...(one.runs.length === 0 && one.presentCount > 0
      ? [`What becomes of the ${one.presentCount} that wait in ${name}? Nothing was tried yet.`]
      : []),
  ];
}
