import {
  aBus,
  aFunction,
  aGraph,
  aMapping,
  aQueue,
  aRule,
  aSubscription,
  aTarget,
  aTopic,
  functionArn,
  queueArn,
  topicArn,
} from "@/lib/core/coverage/cases/a-graph";
import type { Graph } from "@/lib/core/inventory/graph";
import type { Resource } from "@/lib/core/inventory/resource";

/** A rule and a topic that lead to two queues with one dead-letter queue, and who takes from them. */
function flow(n: number): Resource[] {
  const deadLetterTargetArn = queueArn(`orders-${n}-dlq`);
  return [
    aRule(`orders-${n}`, { targets: [aTarget({ id: "queue", arn: queueArn(`orders-${n}`) })] }),
    aTopic(`orders-${n}`),
    aSubscription(`orders-${n}`, { topicArn: topicArn(`orders-${n}`), endpoint: queueArn(`mails-${n}`) }),
    aQueue(`orders-${n}`, { deadLetterTargetArn }),
    aQueue(`mails-${n}`, { deadLetterTargetArn }),
    aQueue(`orders-${n}-dlq`),
    aMapping(`orders-${n}`, { sourceArn: queueArn(`orders-${n}`), functionArn: functionArn(`orders-${n}`) }),
    aMapping(`mails-${n}`, { sourceArn: queueArn(`mails-${n}`), functionArn: functionArn(`mails-${n}`) }),
    aFunction(`orders-${n}`),
    aFunction(`mails-${n}`),
  ];
}

/** An inventory of about so many resources, all behind one bus. */
export function largeGraph(count: number): Graph {
  return aGraph([aBus("default"), ...Array.from({ length: Math.floor(count / 10) }, (_, n) => flow(n)).flat()]);
}
