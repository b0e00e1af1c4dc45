import { afterEach, beforeEach, expect, test } from "vitest";
import { listAlertPipelines } from "@/lib/db/alert-pipelines";
import { execute, sql } from "@/lib/db/query";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";
import { aPipeline } from "../pipelines/known-pipeline";

let world: World;
let pipelineId: string;
let arn: string;
beforeEach(async () => {
  world = await createWorld();
  const { id: accountId } = await connectShop(world, { isProduction: true });
  arn = (await aQueuePair(world.aws, "orders")).sourceArn;
  await look(world, accountId);
  pipelineId = await aPipeline(world, "orders", [{ arn, accountId }]);
  await execute(
    world.db,
    sql`INSERT INTO pipeline_health (pipeline_id, state, reason, since, judged_at) VALUES (${pipelineId}, 'stalled', 'It waits.', dlo_now() - interval '1 minute', dlo_now())`,
  );
  await execute(
    world.db,
    sql`INSERT INTO pipeline_evidence (pipeline_id, arn, signal, account_id, state, sentence, at) VALUES (${pipelineId}, ${arn}, 'stalled', ${accountId}, 'stalled', 'It waits.', dlo_now())`,
  );
});
afterEach(() => world.stop());

/** It was in this state at the first look two hours ago, better later, and is stalled again; the oldest that waits is so old. */
async function isBacklog(firstState: string, oldestMinutes: number): Promise<boolean | undefined> {
  await execute(
    world.db,
    sql`INSERT INTO pipeline_health_span (pipeline_id, from_at, until_at, state, reason) VALUES
          (${pipelineId}, dlo_now() - interval '2 hours', dlo_now() - interval '1 hour', ${firstState}, ''),
          (${pipelineId}, dlo_now() - interval '1 hour', dlo_now() - interval '1 minute', 'degraded', ''),
          (${pipelineId}, dlo_now() - interval '1 minute', NULL, 'stalled', '')`,
  );
  await execute(
    world.db,
    sql`UPDATE queue_state s SET age_seconds = ${60 * oldestMinutes}, age_at = dlo_now() FROM queue q WHERE q.id = s.queue_id AND q.arn = ${arn}`,
  );
  const [found] = await listAlertPipelines(world.workerDb, new Date());
  expect(found?.isStuckSinceBefore).toBe(found?.evidence[0]?.isBacklog);
  return found?.evidence[0]?.isBacklog;
}

test.each([
  [
    "what was stalled at the first look and still waits is backlog, however often it looks better between",
    "stalled",
    121,
    true,
  ],
  ["what came after the first look is not", "stalled", 119, false],
  ["nor is it where all went well at the first look", "healthy", 121, false],
] as const)("a stall: %s", async (_, firstState, oldestMinutes, expected) => {
  expect(await isBacklog(firstState, oldestMinutes)).toBe(expected);
});
