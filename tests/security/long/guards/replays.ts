import { guardsOf } from "./guard";

const BAD_INPUT = "integration/replays/bad-input";
const REPLAYS = "integration/replays/replays";
const PREVIEW = "integration/replays/preview";

/** What keeps a replay to what people saw, and to one. */
export const replays = [
  ...guardsOf("lib/operations/runs/drivers/replaying/start.ts", [
    [
      "a replay that nobody of ours asked for is not ours",
      "state.intentAt === undefined || !isAsWished(found, terms)",
      "!isAsWished(found, terms)",
      BAD_INPUT,
    ],
    ["targets are asked of EventBridge itself", "if (changed) return nothing(work, changed);", "", REPLAYS],
    [
      "a lost answer is looked up",
      'throw new Unavailable("aws-unavailable", `Whether',
      'return undefined; throw new Unavailable("aws-unavailable", `Whether',
      REPLAYS,
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
