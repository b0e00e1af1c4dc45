import { goesBackToQueue, otherWayBack } from "@/lib/core/failures/origins/back-to-queue";
import { listSourcesOf } from "@/lib/db/queues";
import type { Selected } from "../selected";
import type { Aimer } from "./aim";
import { configurationOfQueues, queuePlaces } from "./queue-places";

/** Each message to the queue that it came from; one that names none to the only source queue there is. */
export const aimAtSource: Aimer = async (_, db, { queue, chosen }) => {
  const sources = await listSourcesOf(db, queue.arn);
  const only = sources.length === 1 ? (sources[0]?.arn ?? null) : null;
  const arns = chosen.map((message) => (goesBackToQueue(message.originKind) ? (message.sourceQueueArn ?? only) : null));
  const places = await queuePlaces(
    db,
    arns.filter((arn) => arn !== null),
  );
  return { arns, places, configuration: configurationOfQueues(places), problems: problemsOf(chosen, arns) };
};

function problemsOf(chosen: readonly Selected[], arns: readonly (string | null)[]): string[] {
  const others = new Map<string, number>();
  for (const { originKind } of chosen)
    if (!goesBackToQueue(originKind)) others.set(originKind, (others.get(originKind) ?? 0) + 1);
  const homeless = chosen.filter(({ originKind }, index) => goesBackToQueue(originKind) && arns[index] === null).length;
  return [
    ...[...others].map(
      ([kind, count]) => `${count} of these belong to ${otherWayBack(kind)}: no queue is their way back.`,
    ),
    ...(homeless > 0
      ? [
          `${homeless} of these were sent straight to this queue, and not exactly one source queue is known: name a queue to redirect them to.`,
        ]
      : []),
  ];
}
