import { guardsOf } from "./guard";

const CRASHES = "integration/executions/crashes";
const REDRIVING = "integration/executions/redriving";
const STARTING = "integration/executions/starting";
const NOT_MESSAGES = "integration/executions/not-taken-for-messages";
const PLANNING = "integration/executions/planning";

/** What keeps executions from being taken up twice, or by somebody who may not. */
export const executions = [
  ...guardsOf("lib/operations/runs/drivers/redrive-execution.ts", [
    [
      "a redrive is asked for again only while its token is remembered",
      "if (item.triedSeconds === null || item.triedSeconds >= REPEATABLE_SECONDS) return look(work, item);",
      "",
      CRASHES,
    ],
    ["a repetition is refused like any effect", "await refuseStopped(work);", "", CRASHES],
    [
      "what moved on meanwhile is left alone",
      'if (why) return { kind: "skipped", reason: why };',
      "",
      REDRIVING,
      PLANNING,
    ],
  ]),
  ...guardsOf("lib/operations/runs/drivers/start-execution.ts", [
    [
      "what was started is looked for before anything is started again",
      'if (found.kind !== "not-done") return found;',
      "",
      STARTING,
      CRASHES,
    ],
  ]),
  ...guardsOf("lib/operations/plans/create-plan.ts", [
    ["what means nothing for executions is refused", "refuseForeignTerms(input, wish);", "", NOT_MESSAGES],
  ]),
  ...guardsOf("lib/operations/runs/as-planned.ts", [
    [
      "a plan about a resource acts on that resource",
      "if (plan.queueId === null && !isAboutResource(plan, items)) return false;",
      "",
      NOT_MESSAGES,
    ],
  ]),
  ...guardsOf("lib/db/execution-looks.ts", [
    [
      "what was started anew stays so",
      "CASE WHEN now_status = 'started-anew' THEN now_status ELSE ${sight.nowStatus} END",
      "${sight.nowStatus}",
      NOT_MESSAGES,
    ],
  ]),
  ...guardsOf("lib/operations/executions/choose-executions.ts", [
    ["what is not known, or not to be seen, is refused", "refuseUnknown(selection, found);", "", PLANNING],
  ]),
];
