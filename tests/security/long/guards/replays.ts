import { guardsOf } from "./guard";

const BAD_INPUT = "integration/replays/bad-input";
const REPLAYS = "integration/replays/replays";
const UNSEEN = "integration/replays/unseen";
const PREVIEW = "integration/replays/preview";

/** What keeps a replay to what people saw, and to one. */
export const replays = [
  ...guardsOf("lib/operations/runs/drivers/replaying/start.ts", [
    [
      "a replay that nobody of ours asked for is not ours",
      "state.intentAt === undefined || !isAsWished(found, termsOf(work))",
      "!isAsWished(found, termsOf(work))",
      BAD_INPUT,
    ],
    ["targets are asked of EventBridge itself", "if (changed) return nothing(work, before, changed);", "", REPLAYS],
    ["a lost answer is looked up", "throw unclear(result.reason);", "return undefined;", REPLAYS],
    [
      "what was cancelled meanwhile is not begun",
      'if ((await lockRun(tx, run.id))?.state !== "running") return false;',
      "",
      UNSEEN,
    ],
    [
      "nothing is given up that may have begun a moment ago",
      "if (mayShowLater(work, before)) throw",
      "if (work.signal.aborted) throw",
      UNSEEN,
    ],
  ]),
  ...guardsOf("lib/operations/replays/judge-replay.ts", [
    ["nobody is told of what they may not see", "loadGraph(db, ctx.actor.scope)", "loadGraph(db)", PREVIEW],
  ]),
  ...guardsOf("lib/operations/inventory/load-graph.ts", [
    [
      "where somebody may not look, nothing counts as looked at",
      ".filter(({ accountId }) => inScope(scope, accountId))",
      "",
      PREVIEW,
    ],
  ]),
  ...guardsOf("lib/operations/replays/read-archive.ts", [
    [
      "every rule is for who sees every rule",
      "if (!inScope(scope, archive.accountId))",
      "if (scope === undefined)",
      BAD_INPUT,
    ],
  ]),
];
