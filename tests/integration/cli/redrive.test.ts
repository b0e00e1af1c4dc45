import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "@/jobs/cli/main";
import { advanceRuns, whenIdle } from "@/lib/operations/runs/advance";
import { type Door, openDoor } from "../../contract/door";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { listen } from "../../support/listening-door";
import { failOnAll, roundsUntil } from "../../support/watched-runs";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let door: Door;
let world: World;
let office: Awaited<ReturnType<typeof listen>>;
let token: string;
let accountId: string;
let dlqId: string;
let sourceUrl: string;
beforeAll(async () => {
  door = await openDoor();
  world = await createWorld({ database: door.database });
  office = await listen(door);
  token = (await door.addToken(await door.addUser("admin"), "admin")).text;
  accountId = (await connectShop(world)).id;
  const pair = await aQueuePair(world.aws, "orders", { VisibilityTimeout: "0" });
  sourceUrl = pair.sourceUrl;
  await deadLetter(world.aws, pair, ["a", "b", "c"]);
  dlqId = (await seenQueue(world, accountId, "orders-dlq")).id;
});
afterAll(async () => {
  await office.close();
  await door.web.close();
  await world.stop();
});

/** Runs one command line in this process. */
async function dlo(...args: readonly string[]) {
  const [out, err]: string[][] = [[], []];
  const io = {
    print: (text: string) => void out?.push(text),
    warn: (text: string) => void err?.push(text),
    ask: async () => null,
    readInput: async () => "",
  };
  const code = await main(args, { url: office.url, token }, io);
  return { code, out: (out ?? []).join("\n"), err: (err ?? []).join("\n") };
}

let runId: string;

test("a script plans and applies in two lines, and its exit code says that messages came back", async () => {
  const terms = ["--stages", "1", "--window", "30s", "--undo", "0s", "--rate", "50"];
  const planned = await dlo("plan", "create", "--queue", dlqId, ...terms);
  const started = await dlo("plan", "apply", planned.out);
  runId = started.out;
  const waiting = dlo("run", "wait", runId);
  await advanceRuns(world.worker());
  await whenIdle();
  await failOnAll(world, sourceUrl);
  await roundsUntil(world, { accountId, runId }, "paused");
  const { code, out } = await waiting;

  expect([planned.code, started.code, code]).toEqual([0, 0, 5]);
  expect(planned.out).toMatch(/^pln_\w{20}$/);
  expect(planned.err).toContain("Stages 1, 2");
  expect(out).toContain("paused, stage 1 of 2: 1 of 3 sent, 1 returned (1 of 1 sent came back");
});

test("such a run is resumed only with the word for it, is steered, and what is cancelled half-way is partial", async () => {
  const refused = await dlo("run", "resume", runId);
  const resumed = await dlo("run", "resume", runId, "--accept-returns", "--reason", "mended by hand");
  const slower = await dlo("run", "rate", runId, "2");
  const cancelled = await dlo("run", "cancel", runId);
  await advanceRuns(world.worker());
  await whenIdle();
  const ended = await dlo("run", "wait", runId);
  const again = await dlo("plan", "create", "--queue", dlqId, "--filter", "error:nothing-like-this");
  const wrong = await dlo("plan", "create", "--queue", dlqId, "--override", "no reason");

  expect([refused, resumed, slower, cancelled, ended, again, wrong].map(({ code }) => code)).toEqual([
    1, 0, 0, 0, 6, 2, 1,
  ]);
  expect(refused.err).toContain("returns-not-accepted");
  expect(ended.out).toContain("cancelled");
});
