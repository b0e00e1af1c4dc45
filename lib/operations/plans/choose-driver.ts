import { Invalid } from "@/lib/core/errors";
import { isAboutExecutions, type PlanDriver, type RedriveDriver } from "@/lib/core/plans/action";
import { WAYS, wayBackOf } from "@/lib/core/plans/ways";
import type { ParsedInput } from "../operation";
import type { Selected } from "./selected";

type Input = Pick<ParsedInput<"createPlan">, "action" | "selection" | "driver" | "destinationArn">;

/** Refuses what does not fit together, by the name of the field, before anything is looked up. */
export function refuseUnfitting({ action, selection, driver, destinationArn }: Input): void {
  if ("archiveId" in selection !== (action === "replay"))
    throw new Invalid("A replay is about an archive, a time and rules.", [
      { field: "selection", message: action === "replay" ? "name an archive" : `does not fit the action ${action}` },
    ]);
  if ("executionArns" in selection && action !== "redrive")
    throw new Invalid("Executions are redriven.", [
      { field: "selection", message: `does not fit the action ${action}` },
    ]);
  const isOfMessages = !("executionArns" in selection) && !("classId" in selection);
  if (driver && isAboutExecutions(driver) && isOfMessages)
    throw new Invalid("This way is one for failed executions.", [
      { field: "driver", message: "leave it out, or choose executions" },
    ]);
  if ("vaultItemIds" in selection && action !== "restore")
    throw new Invalid("Vault items are restored; messages are redriven or discarded.", [
      { field: "selection", message: `does not fit the action ${action}` },
    ]);
  if ("editSetId" in selection && action !== "redrive")
    throw new Invalid("Edited messages are redriven.", [
      { field: "selection", message: `does not fit the action ${action}` },
    ]);
  const isWholeQueue = action === "rescue" || action === "raise-retention" || action === "purge";
  const isFiltered = "q" in selection && selection.q !== undefined;
  if (isFiltered && (driver === "move-task" || isWholeQueue))
    throw new Invalid("What takes a whole queue cannot be narrowed by a filter.", [
      { field: "selection.q", message: "leave it out, or choose our mover" },
    ]);
  if (action !== "redrive" && driver)
    throw new Invalid("Only a redrive has a choice of drivers.", [{ field: "driver", message: "leave it out" }]);
  if (isWholeQueue && !("queueId" in selection))
    throw new Invalid(
      action === "purge"
        ? "A purge is about a whole queue."
        : "A rescue and a raised retention are about a whole queue.",
      [{ field: "selection", message: "name a queue" }],
    );
  if (driver === "move-task" && !("queueId" in selection))
    throw new Invalid("A move task takes a whole queue.", [
      { field: "selection", message: "name a queue, or leave the driver out" },
    ]);
  refuseDestination({ action, driver, destinationArn });
}

function refuseDestination({ action, driver, destinationArn }: Omit<Input, "selection">): void {
  const way = action === "redrive" ? (driver ? WAYS[driver] : null) : WAYS[action];
  if (way?.takesDestination === "must" && destinationArn === undefined)
    throw new Invalid("A redirect needs the queue that the messages go to.", [
      { field: "destinationArn", message: "must be the ARN of an SQS queue" },
    ]);
  if (destinationArn !== undefined && (way?.takesDestination ?? "never") === "never")
    throw new Invalid("This way finds its destination by itself.", [
      { field: "destinationArn", message: "leave it out, or choose the driver redirect" },
    ]);
}

/** How a redrive of these messages is done: as asked, else the one correct way back of where they come from. */
export function redriveDriver(
  driver: RedriveDriver | undefined,
  chosen: readonly Pick<Selected, "originKind">[],
): PlanDriver {
  if (driver) return driver;
  const ways = new Map<RedriveDriver, number>();
  for (const { originKind } of chosen) {
    const way = wayBackOf(originKind);
    if (way) ways.set(way, (ways.get(way) ?? 0) + 1);
  }
  const [first, ...others] = ways.keys();
  if (others.length > 0)
    throw new Invalid(
      `These go back in several ways: ${[...ways].map(([way, count]) => `${count} by ${way}`).join(", ")}.`,
      [
        {
          field: "driver",
          message: "narrow the selection (origin:…), or ask for one plan each (POST /plans/for-each)",
        },
      ],
    );
  return first ?? "mover";
}
