import type { InputOf } from "@/lib/contract";
import { REDRIVE_DRIVERS } from "@/lib/core/plans/action";
import { ITEM_ORDERS } from "@/lib/core/plans/plan-hash";
import type { Arguments, Flag } from "./command";
import { Misuse } from "./misuse";
import { numberFrom, secondsFrom } from "./numbers";

export type PlanInput = InputOf<"createPlan">;

/** Flags of every command that makes a plan. */
export const PLAN_TERMS = {
  class: { value: "<id>", summary: "the messages of this failure class" },
  queue: { value: "<id>", summary: "the messages of this dead-letter queue" },
  filter: { value: "<words>", summary: "of these, what a search in the office would find" },
  message: { value: "<id>", summary: "this message; may be given more than once" },
  "vault-item": { value: "<id>", summary: "restore: this item of the vault; may be given more than once" },
  edit: { value: "<id>", summary: "the messages of this edit, with the edited bodies" },
  execution: { value: "<arn>", summary: "this failed execution; may be given more than once" },
  archive: { value: "<id>", summary: "replay: events of this archive; takes --from, --until and rules" },
  from: { value: "<time>", summary: "replay: time of the first events, such as 2026-11-21T10:00:00Z" },
  until: { value: "<time>", summary: "replay: time of the last ones, 10 minutes ago or more" },
  rule: { value: "<id>", summary: "replay: a rule that gets them; may be given more than once" },
  "all-rules": { summary: "replay: every rule of the bus fires again for every event" },
  driver: { value: "<driver>", oneOf: REDRIVE_DRIVERS, summary: "the origin's own way back unless told" },
  destination: { value: "<arn>", summary: "where to, where the driver does not know it" },
  stages: { value: "<sizes>", summary: "such as 1,10,100; what they leave is one more stage" },
  window: { value: "<time>", summary: "how long each stage is watched before the next one opens: 90s, 5m" },
  observe: { value: "<time>", summary: "how long the last one is watched" },
  threshold: { value: "<percent>", summary: "the run pauses by itself when more came back; 5 unless told" },
  rate: { value: "<per-second>", summary: "how many messages a second" },
  order: { value: "<order>", oneOf: ITEM_ORDERS, summary: "oldest first unless told" },
  duplicates: { value: "<choice>", oneOf: ["resend", "hold"], summary: "what becomes of a send without an answer" },
  mark: { summary: "give each message the attribute dlo-run, which changes it" },
  override: { value: "<check>=<reason>", summary: "go on against this check; may be given more than once" },
  undo: { value: "<time>", summary: "how long the run can be undone before it begins: 0s, 30s" },
  reason: { value: "<words>", summary: "why; kept with the plan and its run" },
} as const satisfies Record<string, Flag>;

/** What was typed as the input of a plan. Throws Misuse for what does not go together. */
export function planFrom(given: Arguments, action: PlanInput["action"], stages: number[] | undefined): PlanInput {
  return {
    action,
    selection: selectionFrom(given),
    driver: given.text("driver") as PlanInput["driver"],
    destinationArn: given.text("destination"),
    stages,
    stageObservationSeconds: secondsFrom(given, "window"),
    observationSeconds: secondsFrom(given, "observe"),
    returnThresholdPercent: numberFrom(given, "threshold"),
    ratePerSecond: numberFrom(given, "rate"),
    itemOrder: given.text("order") as PlanInput["itemOrder"],
    duplicates: given.text("duplicates") as PlanInput["duplicates"],
    doesMark: given.isOn("mark") ? true : undefined,
    undoSeconds: secondsFrom(given, "undo"),
    overrides: given.texts("override").map(overrideFrom),
    reason: given.text("reason"),
  };
}

function selectionFrom(given: Arguments): PlanInput["selection"] {
  const [classId, queueId, editSetId] = [given.text("class"), given.text("queue"), given.text("edit")];
  const [messageIds, vaultItemIds] = [[...given.texts("message")], [...given.texts("vault-item")]];
  const executionArns = [...given.texts("execution")];
  const q = given.text("filter");
  const chosen: PlanInput["selection"][] = [
    ...(classId ? [{ classId, q }] : []),
    ...(queueId ? [{ queueId, q }] : []),
    ...(editSetId ? [{ editSetId }] : []),
    ...(messageIds.length > 0 ? [{ messageIds }] : []),
    ...(vaultItemIds.length > 0 ? [{ vaultItemIds }] : []),
    ...(executionArns.length > 0 ? [{ executionArns }] : []),
    ...archiveFrom(given),
  ];
  refuseUnused(given);
  const [only] = chosen;
  if (!only || chosen.length > 1)
    throw new Misuse(
      "Choose by exactly one of --class, --queue, --message, --vault-item, --edit, --execution and --archive.",
    );
  return only;
}

/** What belongs to another choice would be left out without a word. */
function refuseUnused(given: Arguments): void {
  const ofReplay = given.text("from") ?? given.text("until") ?? given.texts("rule")[0];
  if (given.text("archive") === undefined && (ofReplay !== undefined || given.isOn("all-rules")))
    throw new Misuse("--from, --until, --rule and --all-rules go with --archive.");
  if (given.text("filter") !== undefined && !given.text("class") && !given.text("queue"))
    throw new Misuse("--filter goes with --class or --queue.");
}

function archiveFrom(given: Arguments): PlanInput["selection"][] {
  const [archiveId, from, until] = [given.text("archive"), given.text("from"), given.text("until")];
  const ruleIds = [...given.texts("rule")];
  if (archiveId === undefined) return [];
  if (!from || !until) throw new Misuse("A replay takes --from and --until.");
  if (given.isOn("all-rules") === ruleIds.length > 0)
    throw new Misuse("A replay takes the rules by --rule, or --all-rules.");
  return [{ archiveId, from, until, ...(ruleIds.length > 0 ? { ruleIds } : { allRules: true as const }) }];
}

function overrideFrom(text: string): { check: string; reason: string } {
  const [, check, reason] = /^([\w-]+)=(.+)$/.exec(text) ?? [];
  if (!check || !reason) throw new Misuse(`--override is a check and why, such as gate="…", not ${text}.`);
  return { check, reason };
}
