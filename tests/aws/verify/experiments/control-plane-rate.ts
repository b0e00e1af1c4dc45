import { GetQueueAttributesCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import { clientsAt } from "../../battery/bench";
import { nameOf } from "../../battery/outcome";
import { aQueue } from "../../battery/sqs-bench";
import type { Experiment } from "../experiment";

/** The budget: enough to see a limit of some tens a second, too few to disturb or to cost. */
export const PROBES = { GetQueueAttributes: 300, ListQueues: 150 };
const AT_ONCE = 50;

async function burst(count: number, call: () => Promise<unknown>): Promise<string> {
  const refused = new Map<string, number>();
  let left = count;
  const startedAt = performance.now();
  const ask = async () => {
    while (left-- > 0) {
      await call().catch((error: unknown) => {
        const name = nameOf(error);
        refused.set(name, (refused.get(name) ?? 0) + 1);
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  const perSecond = Math.round(count / ((performance.now() - startedAt) / 1000));
  const names = [...refused].map(([name, times]) => `${name} × ${times}`).join(", ");
  return `${count} calls at ${perSecond} a second, ${names || "none refused"}`;
}

export const controlPlaneRate: Experiment = {
  id: "control-plane-rate",
  question: "How many GetQueueAttributes and ListQueues a second are answered without throttling?",
  run: async (bench) => {
    const { url } = await aQueue(bench, "asked");
    const { sqs } = clientsAt({ ...bench.site, isReal: false });
    const attributes = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] });
    const list = new ListQueuesCommand({ QueueNamePrefix: bench.prefix });
    const first = await burst(PROBES.GetQueueAttributes, () => sqs.send(attributes));
    const second = await burst(PROBES.ListQueues, () => sqs.send(list));
    sqs.destroy();
    return `GetQueueAttributes: ${first}. ListQueues: ${second}.`;
  },
};
