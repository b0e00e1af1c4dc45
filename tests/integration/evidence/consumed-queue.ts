import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { clientsOf, rootKeys } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, look, REGION, type World } from "../../support/world";
import { collect, connectReader, peopleOf } from "../inventory/graph-world";

/** An account of its own, so that what one test reads tells another nothing. */
export async function anAccount(world: World, awsAccountId: string) {
  const { id } = await connectReader(world, { awsAccountId });
  return { id, awsAccountId, clients: clientsOf(world.simulator.url, rootKeys(awsAccountId), REGION) };
}
export type Account = Awaited<ReturnType<typeof anAccount>>;

/**
 * A queue with its dead-letter queue and a function that consumes it, as far as the inventory can tell: the mapping is off,
 * and the test says what fails. `isRead`: the dead-letter queue was read while it was empty, so that what comes is news.
 */
export async function aConsumedQueue(
  world: World,
  { id: accountId, awsAccountId, clients }: Account,
  name: string,
  { isRead = false, mapping = {} }: { isRead?: boolean; mapping?: object } = {},
) {
  const { lambda } = peopleOf(world, awsAccountId);
  const pair = await aQueuePair(clients, name, { VisibilityTimeout: "30" });
  const FunctionName = `${name}-consumer`;
  const code = (text: string) => ({ ZipFile: Buffer.from(`${name} ${text}`) });
  const made = { Role: `arn:aws:iam::${awsAccountId}:role/${FunctionName}`, Runtime: "nodejs22.x" as const };
  await lambda.send(new CreateFunctionCommand({ ...made, FunctionName, Handler: "index.handler", Code: code("1") }));
  const consume = (more: object = {}) => {
    const wish = { EventSourceArn: pair.sourceArn, FunctionName, Enabled: false, ...mapping, ...more };
    return lambda.send(new CreateEventSourceMappingCommand(wish));
  };
  await consume();
  const dlq = await seenQueue(world, accountId, `${name}-dlq`, isRead);
  let sentCount = 0;
  const messages = async () => (await world.ask("listFailedMessages", { queueId: dlq.id })).items.toReversed();
  return {
    pair,
    FunctionName,
    consume,
    deploy: (text: string) => lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ...code(text) })),
    readInventory: () => collect(world, accountId),
    /** Oldest first. */
    messages,
    /** Messages fail together, without a word of why unless their bodies say it, and are found. Says the newest. */
    async fail(...bodies: object[]) {
      const sent = (bodies.length > 0 ? bodies : [{ type: "OrderPlaced" }]).map((body) =>
        JSON.stringify({ ...body, id: ++sentCount }),
      );
      await deadLetter(clients, pair, sent);
      await look(world, accountId);
      await scanQueue(world.worker(), dlq.id, false);
      const newest = (await messages()).at(-1);
      if (!newest) throw new Error("nothing was found");
      return newest;
    },
  };
}
