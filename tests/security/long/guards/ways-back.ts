import { guardsOf } from "./guard";

const FENCES = "integration/plans/fences";
const PURGE = "integration/runs/purge";
const PURGED = "integration/runs/purge-fences";
const CALL = "lib/operations/runs/drivers/place-call";
const CHECKS = "lib/core/plans/checks/checks";

/** What keeps a run to what people saw, and what keeps the letters of others from choosing where it goes. */
export const waysBack = [
  ...guardsOf("lib/operations/runs/as-planned.ts", [
    ["a run is of its plan's kind and messages", "(await isAsPlanned(db, run.id)) &&", "", FENCES],
    ["terms and settings are those of the hash", "hash === hashOfPlan(", "hash !== hashOfPlan(", FENCES],
    [
      "a session reaches no place but those of the messages",
      "items.length === 0 || plan.queueId === null || detail.destinationArns.every((arn) => places.has(arn))",
      "true",
      FENCES,
    ],
    ["edited bodies are called edited", "detail.isEdited === items.some(", "items.length >= 0 || items.some(", FENCES],
    ["a queue made anew is another", "areSame(db, queue, plan)", "true", "security/long/plans-hold"],
  ]),
  ...guardsOf("lib/core/plans/plan-hash.ts", [
    [
      "overrides are part of what people saw",
      "terms.overrides.map(({ check, reason }) => [check, reason]),",
      "",
      FENCES,
    ],
    [
      "each message's place is part of what people saw",
      `item.destinationArn ?? "-"`,
      `"-"`,
      FENCES,
      "lib/core/run-evidence/evidence",
    ],
  ]),
  ...guardsOf("lib/core/plans/run-checks.ts", [
    ["only some blocks can be overridden", "!override || !check.canOverride ||", "!override ||", CHECKS],
    ["an override names a check that can be", "if (overridable.includes(check)) return [];", "return [];", CHECKS],
  ]),
  ...guardsOf("lib/operations/plans/aims/aim.ts", [
    ["nobody sends to a queue that they may not see", "return isSeen ? place :", "return true ? place :", FENCES],
  ]),
  ...guardsOf("lib/operations/plans/aims/put-events.ts", [
    ["a letter chooses no bus", "...letters.problems,", "", "integration/origins/put-events"],
  ]),
  ...guardsOf("lib/operations/plans/aims/scheduler-target.ts", [
    [
      "a letter is one of its schedule",
      "if (config.deadLetterArn !== queueArn)",
      "if (false)",
      "integration/origins/scheduler",
    ],
    [
      "a letter says what its schedule calls",
      "!isItsCall(config.targetArn, letter)",
      "false",
      "integration/origins/scheduler",
    ],
  ]),
  ...guardsOf("lib/core/events/rule-targets.ts", [
    [
      "a letter is one of its rule",
      "same.filter(({ deadLetterArn }) => deadLetterArn === queueArn)",
      "same",
      "lib/core/events/rule-targets",
    ],
  ]),
  ...guardsOf("lib/operations/runs/drivers/place-call.ts", [
    ["a call goes where the plan froze it", "call.placeArn === item.destinationArn && ", "", CALL],
    ["a call goes to a place of the plan", "&& work.plan.detail.destinationArns.includes(call.placeArn)", "", CALL],
  ]),
  ...guardsOf("lib/operations/runs/drivers/draining/content.ts", [
    ["an edited copy is the one of the plan", "if (sha256Of(edit.body) !== item.editedSha256)", "if (false)", FENCES],
  ]),
  ...guardsOf("lib/operations/runs/drivers/sns-endpoint.ts", [
    [
      "who is subscribed no more gets nothing",
      "if (fitting.length === 0) return",
      "if (false) return",
      "integration/origins/sns-endpoint",
    ],
  ]),
  ...guardsOf("lib/operations/runs/drivers/purge.ts", [
    ["a worker purges only where it is allowed", "if (!ctx.allowsPurge)", "if (false)", PURGE],
    ["a live queue is not purged", "!(await isStillNamed(ctx.db, queue, reading))", "false", PURGED],
    ["a purge that is done is not done again", `if (purgedAt) return { kind: "sent-all" };`, "", PURGED],
    [
      "a purge that was asked for is not asked again",
      "return purgeAskedAt ? UNKNOWN : undefined;",
      "return undefined;",
      PURGED,
    ],
    [
      "a purge makes second copies where they are needed",
      "if (!needsSecondCopies(work)) return undefined;",
      "return undefined;",
      PURGED,
    ],
  ]),
  ...guardsOf("lib/operations/runs/set-run-rate.ts", [
    [
      "who speeds a run up may apply so many",
      "if (run.ratePerSecond !== null && ratePerSecond > run.ratePerSecond)",
      "if (false)",
      FENCES,
    ],
    [
      "an approved rate is not exceeded",
      "if (approved === null || wished <= approved) return;",
      "return;",
      "integration/runs/steered-stages",
    ],
  ]),
  ...guardsOf("lib/operations/runs/run-evidence.ts", [
    ["the first page says when it is", "after === 0 ? ctx.now().toISOString() : ", "", FENCES],
    ["later pages are of the same moment", "if (agoMs >= 0 && agoMs <= LONGEST_READING_MS)", "if (true)", FENCES],
  ]),
];
