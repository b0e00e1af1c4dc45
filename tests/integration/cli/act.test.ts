import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { COMMANDS } from "@/jobs/cli/commands";
import { findCommand } from "@/jobs/cli/find-command";
import { main } from "@/jobs/cli/main";
import { readArguments } from "@/jobs/cli/read-arguments";
import { advanceRuns, whenIdle } from "@/lib/operations/runs/advance";
import { type Door, openDoor } from "../../contract/door";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { listen } from "../../support/listening-door";
import { collect, pass } from "../../support/watched-runs";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

const RECIPES = "docs/examples/ci";
const folder = mkdtempSync(join(tmpdir(), "dlo-act-"));
let door: Door;
let world: World;
let office: Awaited<ReturnType<typeof listen>>;
let token: string;
let accountId: string;
let calls: string[] = [];
/** So many of the next questions for a run are answered by a proxy in front of an office that is away. */
let awayFor = 0;

beforeAll(async () => {
  door = await openDoor();
  world = await createWorld({ database: door.database });
  const send: Door["send"] = async (path, init) => {
    calls.push(`${init?.method} ${path}`);
    if (path.includes("/runs/") && calls.length > 1 && awayFor-- > 0) return new Response("away", { status: 502 });
    return door.send(path, init);
  };
  office = await listen({ send });
  token = (await door.addToken(await door.addUser("admin"), "admin")).text;
  accountId = (await connectShop(world)).id;
  writeFileSync(join(folder, "dlo"), `#!/bin/sh\nexec "${process.execPath}" "${resolve("jobs/cli/dlo.mjs")}" "$@"\n`);
  chmodSync(join(folder, "dlo"), 0o755);
});
afterAll(async () => {
  await office.close();
  await door.web.close();
  await world.stop();
  rmSync(folder, { recursive: true });
});

/** A class of so many messages of a queue of its own. */
async function aClass(name: string, count: number): Promise<{ classId: string; queueId: string }> {
  const pair = await aQueuePair(world.aws, name, { VisibilityTimeout: "0" });
  await deadLetter(
    world.aws,
    pair,
    Array.from({ length: count }, (_, at) => `${name} ${at}`),
  );
  const { id: queueId } = await seenQueue(world, accountId, `${name}-dlq`);
  const { items } = await world.ask("listFailureClasses", { queueId, view: "all" });
  return { classId: items[0]?.id ?? "", queueId };
}

/** Runs one command line in this process. */
async function dlo(...args: readonly string[]) {
  const [out, err]: string[][] = [[], []];
  const io = { print: (text: string) => void out?.push(text), warn: (text: string) => void err?.push(text) };
  const outside = { ...io, ask: async () => null, readInput: async () => "" };
  const code = await main(args, { url: office.url, token }, outside);
  return { code, out: (out ?? []).join("\n"), err: (err ?? []).join("\n") };
}

/** Lets workers work, and time pass ten times as fast, until this has come. */
async function meanwhile<T>(coming: Promise<T>): Promise<T> {
  let isThere = false;
  const done = coming.finally(() => {
    isThere = true;
  });
  while (!isThere) {
    await advanceRuns(world.worker());
    await collect(world, accountId);
    await pass(world, 2);
    await sleep(200);
  }
  await whenIdle();
  return done;
}

test("a shell script of four lines and four calls redrives a class, and its exit code proves it", async () => {
  const { classId } = await aClass("orders", 12);
  const script = readFileSync(join(RECIPES, "redrive-class.sh"), "utf8");
  const { PATH, ...rest } = process.env;
  const env = { ...rest, DLO_URL: office.url, DLO_TOKEN: token, PATH: `${folder}${delimiter}${PATH}` };
  calls = [];
  const child = spawn("sh", [join(RECIPES, "redrive-class.sh"), classId, "20s"], { env });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (said += text));
  const [code] = await meanwhile(once(child, "close"));
  const told = JSON.parse(said);

  expect(code).toBe(0);
  expect(script.trim().split("\n").length).toBeLessThanOrEqual(5);
  expect(calls.length, calls.join("\n")).toBeLessThanOrEqual(4);
  expect(told.run).toMatchObject({ state: "done", counters: { selected: 12, sent: 12, gone: 12, returned: 0 } });
  expect(told.exitCode).toBe(0);
}, 120_000);

test("the same key makes no second run, shares become sizes of what is selected, and nothing to do is 2", async () => {
  const { classId, queueId } = await aClass("invoices", 20);
  const line = [
    "redrive",
    "--class",
    classId,
    "--stages",
    "1,10%,100%",
    "--undo",
    "0s",
    "--window",
    "2s",
    "--observe",
    "5s",
    "--key",
    "deploy-1",
  ];
  const first = await dlo(...line);
  const again = await dlo(...line);
  const run = await world.ask("getRun", { id: first.out });
  const ended = await meanwhile(dlo("run", "wait", first.out));
  const afterwards = await dlo(...line);
  const other = await dlo(...line, "--rate", "3");
  const nothing = await dlo("redrive", "--queue", queueId, "--filter", "error:nothing-like-this");

  expect([first.code, again.code, ended.code, afterwards.code, nothing.code]).toEqual([0, 0, 0, 0, 2]);
  expect([again.out, afterwards.out]).toEqual([first.out, first.out]);
  expect([other.code, other.out]).toEqual([1, ""]);
  expect(other.err).toMatch(/key/i);
  expect(run.stages.map(({ size }) => size)).toEqual([1, 2, 17]);
}, 120_000);

test("a discard goes into the vault and a restore brings it back, each in one line", async () => {
  const { classId, queueId } = await aClass("refunds", 3);
  const discarded = await meanwhile(dlo("discard", "--class", classId, "--reason", "a test", "--undo", "0s", "--wait"));
  const { items } = await world.ask("listVaultItems", { queueId, limit: 200 });
  const chosen = items.flatMap(({ id }) => ["--vault-item", id]);
  const restored = await meanwhile(dlo("restore", ...chosen, "--undo", "0s", "--observe", "10s", "--wait", "--json"));

  expect([discarded.code, items.length, restored.code]).toEqual([0, 3, 0]);
  expect(JSON.parse(restored.out).run.counters).toMatchObject({ selected: 3, sent: 3 });
}, 120_000);

test("an office that is away for a moment is waited for; when the time is over, the run is named and goes on", async () => {
  const { classId } = await aClass("letters", 2);
  const line = ["redrive", "--class", classId, "--undo", "30s", "--observe", "5s", "--wait"];
  const over = await dlo(...line, "--timeout", "1s", "--json");
  const told = JSON.parse(over.out);
  expect([over.code, told.exitCode, told.runId === told.run.id]).toEqual([1, 1, true]);
  expect(over.err).toContain(`Ask again with: dlo run wait ${told.runId}`);

  calls = [];
  awayFor = 2;
  const waiting = dlo("run", "wait", told.runId, "--timeout", "60s");
  const ended = await meanwhile(waiting);
  expect(ended).toMatchObject({ code: 0, out: expect.stringContaining("2 of 2 sent") });
}, 120_000);

test("what is wrong is said before anything is asked, and what is blocked is 4", async () => {
  const { classId } = await aClass("parcels", 1);
  const wrong = await dlo("redrive", "--class", classId, "--stages", "1,200%");
  await world.ask("stopWrites", {}, "admin");
  const blocked = await dlo("redrive", "--class", classId, "--wait");
  await world.ask("allowWrites", {}, "admin");

  expect([wrong.code, blocked.code]).toEqual([1, 4]);
  expect(wrong.err).toContain("--stages are sizes or shares such as 1,10,100%, not 1,200%");
}, 60_000);

test("lists, runs and the doctor answer in tables and in JSON", async () => {
  const [classes, messages, runs] = [
    await dlo("classes", "--status", "backlog", "--json"),
    await dlo("messages"),
    await dlo("runs"),
  ];
  const cut = await dlo("messages", "--most", "1");
  const none = await dlo("messages", "--filter", "error:nothing-like-this");
  const doctor = await dlo("doctor");

  expect([classes.code, messages.code, runs.code, none.code, doctor.code]).toEqual([0, 0, 0, 2, 4]);
  expect(JSON.parse(classes.out).length).toBeGreaterThan(0);
  expect(messages.out).toContain("MESSAGE");
  expect(runs.out).toContain("R-1");
  expect(cut.err).toContain("Only the first 1");
  expect(doctor.out).toContain("The office answers");
});

test.each(["github-actions.yaml", "gitlab-ci.yaml", "redrive-class.sh"])(
  "every line of %s is one that dlo understands",
  (file) => {
    const text = readFileSync(join(RECIPES, file), "utf8");
    if (file.endsWith(".yaml")) expect(parse(text)).toBeTypeOf("object");
    const lines = text.split("\n").filter((line) => /^\s*(- run: |- |exec )?dlo /.test(line) && !line.includes("#"));
    for (const line of lines) {
      const plain = line.replace(/\$\([^)]*\)/g, "x").replace(/^.*?\bdlo /, "");
      const words = (plain.split("||")[0] ?? "").trim().split(/\s+/);
      const { commands, rest } = findCommand(COMMANDS, words);
      const [command] = commands;
      expect(commands, line).toHaveLength(1);
      if (command) readArguments(command, rest);
    }
    expect(lines.length).toBeGreaterThan(0);
  },
);
