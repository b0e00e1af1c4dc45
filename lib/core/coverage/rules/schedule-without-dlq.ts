import type { ResourceOf } from "../../inventory/resource";
import { giveDeadLetterQueue } from "../fixes/give-dead-letter-queue";
import type { CoverageRule, Verdict } from "../rule";
import { eased } from "../severity";
import { tries } from "../tries";

/** Disabled schedules count one severity less. */
export const scheduleWithoutDlq: CoverageRule = {
  id: "schedule-without-dlq",
  title: "Schedule without a dead-letter queue",
  explanation:
    "Scheduler drops an invocation that it could not make, unless the schedule has a dead-letter queue; a nightly job is then simply missing. The schedule's role needs leave to send to the queue, which needs no policy of its own.",
  documentedAt: ["https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html"],
  check: (graph) => graph.all("schedule").map(judge),
};

function judge(schedule: ResourceOf<"schedule">): Verdict {
  const { config } = schedule;
  if (config.deadLetterArn) return { resource: schedule, hole: null };
  return {
    resource: schedule,
    hole: {
      part: "",
      summary: `An invocation by ${schedule.name} that fails is tried ${tries(config, "schedule")}, then lost.`,
      evidence: [
        { label: "Target", value: config.targetArn },
        { label: "DeadLetterConfig", value: "none" },
        { label: "RetryPolicy", value: tries(config, "schedule") },
      ],
      confidence: "certain",
      severity: eased("high", config.isEnabled),
      fix: giveDeadLetterQueue(schedule, ""),
      failingStageArn: null,
    },
  };
}
