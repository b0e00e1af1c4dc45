import { GetExecutionHistoryCommand, type HistoryEvent } from "@aws-sdk/client-sfn";
import { type HistoryStep, isEnoughHistory } from "@/lib/core/executions/failed-state";
import { call, type Door } from "../call";

const EVENTS_A_PAGE = 100;
const MOST_PAGES = 3;

/** Newest first, without data, until the state that failed is among them or three pages were read. */
export async function lastSteps(door: Door, executionArn: string): Promise<HistoryStep[]> {
  const steps: HistoryStep[] = [];
  const options = { action: "states:GetExecutionHistory", resource: executionArn, isControlPlane: true };
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const command = new GetExecutionHistoryCommand({
      ...{ executionArn, nextToken, maxResults: EVENTS_A_PAGE },
      ...{ reverseOrder: true, includeExecutionData: false },
    });
    const told = await call(door, options, (wire) => door.clients.sfn.send(command, wire));
    steps.push(...(told.events ?? []).map(stepOf));
    nextToken = told.nextToken;
    if (!nextToken || isEnoughHistory(steps)) break;
  }
  return steps;
}

function stepOf({ id = 0, previousEventId, type = "FailStateEntered", ...details }: HistoryEvent): HistoryStep {
  const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = details;
  return { id, previousId: previousEventId ?? 0, type, state: entered?.name ?? exited?.name ?? null };
}
