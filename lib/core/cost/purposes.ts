/** What we ask AWS for. Slowed: it waits longer between two looks when a ceiling says so. */
interface PurposeFacts {
  readonly title: string;
  readonly isSlowed: boolean;
}

const PURPOSES: Readonly<Record<string, PurposeFacts>> = {
  depth: { title: "Counters of queues", isSlowed: true },
  metrics: { title: "Age and flow from CloudWatch", isSlowed: true },
  guard: { title: "Dead-letter queues with messages about to be lost", isSlowed: false },
  events: { title: "Figures of rules and buses", isSlowed: true },
  unrecorded: { title: "What was lost without a message", isSlowed: true },
  activity: { title: "In which hours rules ran", isSlowed: true },
  use: { title: "Use of resources, for what pipelines cost", isSlowed: true },
  inventory: { title: "Settings of everything", isSlowed: true },
  trail: { title: "Who changed it, from CloudTrail", isSlowed: false },
  replays: { title: "Replays of archives", isSlowed: false },
  executions: { title: "What became of failed executions", isSlowed: false },
  discover: { title: "Which queues and accounts there are", isSlowed: false },
  collect: { title: "Reading messages of dead-letter queues", isSlowed: false },
  evidence: { title: "Logs and figures that explain a failure", isSlowed: false },
  vault: { title: "The vault and its second copies", isSlowed: false },
  run: { title: "Runs, and watching what came of them", isSlowed: false },
  check: { title: "Whether each role can be taken", isSlowed: false },
};

/** In words; a purpose that is not known yet keeps its name. */
export function purposeTitle(purpose: string): string {
  return PURPOSES[purpose]?.title ?? purpose;
}

/** Whether calls for it become fewer when a ceiling slows asking down. What is not known is never slowed. */
export function isSlowedPurpose(purpose: string): boolean {
  return PURPOSES[purpose]?.isSlowed ?? false;
}

/** What goes on at its own pace under every ceiling, as a sentence. */
export const UNTOUCHED =
  "Never slowed down: dead-letter queues with messages that are lost within 72 hours, runs and watching what came of them, reading messages, the vault, evidence, and whether each role can be taken.";
