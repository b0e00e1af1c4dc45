import { CreateStateMachineCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { execute, sql } from "@/lib/db/query";
import { judgeClasses } from "@/lib/operations/polling/keep-house";
import { collectUnrecorded } from "@/lib/operations/unrecorded/collect-unrecorded";
import { rootKeys, sim } from "../../aws/sim-clients";
import { partyOf, queuePolicy } from "../../aws/sim-events-clients";
import { aQueuePair, REGION, SHOP, type ShopOptions, type World } from "../../support/world";
import { aRule, collect, connectReader, peopleOf, placeOf } from "../inventory/graph-world";

/** A connected shop whose events may get lost, and a clock that both the shop and the office go by. */
export async function aLosingShop(world: World, options: ShopOptions = {}) {
  const account = await connectReader(world, options);
  const party = partyOf(world.simulator, SHOP, REGION);
  const sfn = new SFNClient({
    endpoint: world.simulator.url,
    region: REGION,
    credentials: rootKeys(SHOP),
    maxAttempts: 1,
  });
  let shiftSeconds = 0;
  const now = () => new Date(Date.now() + shiftSeconds * 1000);
  const worker = () => ({ ...world.worker(), now });

  /** Lets time pass for everybody. */
  const later = async (seconds: number) => {
    shiftSeconds += seconds;
    await sim(world.simulator.url, "POST", "/advance", { seconds });
    await execute(world.db, sql`UPDATE series.clock_shift SET shift = make_interval(secs => ${shiftSeconds})`);
  };
  const look = async () => collectUnrecorded(worker(), await placeOf(world, account.id));

  return {
    account,
    worker,
    now,
    later,
    look,
    /** Looks again when CloudWatch has told everything so far. */
    lookLater: async () => {
      await later(720);
      await look();
    },
    judge: () => judgeClasses(worker()),
    inventory: () => collect(world, account.id),
    lose: async (count: number) => {
      for (let done = 0; done < count; done += 1) await party.put();
    },
    /** A rule whose target refuses it; its dead-letter queue takes the event, unless there is none or it refuses too. */
    aFailingRule: async (name: string, deadLetters: "none" | "working" | "refusing") => {
      const pair = await aQueuePair(world.aws, name);
      if (deadLetters === "working")
        await world.aws.sqs.send(
          new SetQueueAttributesCommand({ QueueUrl: pair.dlqUrl, Attributes: { Policy: queuePolicy(pair.dlqArn) } }),
        );
      const DeadLetterConfig = deadLetters === "none" ? undefined : { Arn: pair.dlqArn };
      return aRule(peopleOf(world), name, [{ Id: "t", Arn: pair.sourceArn, DeadLetterConfig }]);
    },
    /** A state machine whose executions fail with what they are given. */
    aFailingMachine: async (name: string, type: "STANDARD" | "EXPRESS" = "STANDARD") => {
      const States = { No: { Type: "Fail", ErrorPath: "$.error", CausePath: "$.cause" } };
      const { stateMachineArn = "" } = await sfn.send(
        new CreateStateMachineCommand({
          name,
          type,
          definition: JSON.stringify({ StartAt: "No", States }),
          roleArn: `arn:aws:iam::${SHOP}:role/saga`,
        }),
      );
      return stateMachineArn;
    },
    start: (stateMachineArn: string, input: { error: string; cause: string }) =>
      sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) })),
    classes: async (view: "all" | "needs-action" = "all") =>
      (await world.ask("listFailureClasses", { view, limit: 50 })).items,
  };
}
export type LosingShop = Awaited<ReturnType<typeof aLosingShop>>;
