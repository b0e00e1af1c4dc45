import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "@/jobs/cli/main";
import { type Door, openDoor } from "../../contract/door";
import { listen } from "../../support/listening-door";

const EXAMPLE = resolve("docs/examples/dlo.yaml");
const folder = mkdtempSync(join(tmpdir(), "dlo-cli-"));
let door: Door;
let office: Awaited<ReturnType<typeof listen>>;
let token: string;
beforeAll(async () => {
  door = await openDoor();
  office = await listen(door);
  token = (await door.addToken(await door.addUser("admin"), "admin")).text;
});
afterAll(async () => {
  await office.close();
  await door.close();
  rmSync(folder, { recursive: true });
});

/** Runs one command line in this process; `ask` is what somebody types when asked. Without it nobody is there. */
async function dlo(args: readonly string[], { ask = async () => null, ...address }: Partial<Typed> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(
    args,
    { url: office.url, token, ...address },
    {
      print: (text) => void out.push(`${text}\n`),
      warn: (text) => void err.push(`${text}\n`),
      ask,
      readInput: async () => "",
    },
  );
  const said = { out: out.join(""), err: err.join("") };
  expect(said.out + said.err).not.toContain(token);
  return { code, ...said };
}
interface Typed {
  readonly ask: () => Promise<string | null>;
  readonly url: string;
  readonly token: string;
}

/** Runs it as a script would: a process of its own, in a folder that is not ours, with nobody at the terminal. */
async function spawned(args: readonly string[]) {
  const env = { ...process.env, DLO_URL: office.url, DLO_TOKEN: token };
  const child = spawn(process.execPath, [resolve("jobs/cli/dlo.mjs"), ...args], { cwd: folder, env });
  child.stdin.end();
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  const [code] = await once(child, "close");
  expect(said).not.toContain(token);
  return { code, said };
}
const written = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test("a file from Git is shown, approved, applied, and then there is nothing to do", async () => {
  const copy = join(folder, "copy.yaml");
  const shown = await dlo(["config", "diff", EXAMPLE, "--check"]);
  const alone = await dlo(["config", "apply", EXAMPLE]);
  const refused = await dlo(["config", "apply", EXAMPLE], { ask: async () => "n" });
  const before = await dlo(["config", "drift", "--check"]);
  const applied = await dlo(["config", "apply", EXAMPLE], { ask: async () => "y" });
  const again = await dlo(["config", "apply", EXAMPLE]);
  const exported = await dlo(["config", "export", "--out", copy]);
  const copied = await dlo(["config", "diff", copy, "--check"]);
  const drift = await dlo(["config", "drift", "--check"]);

  expect(shown.code).toBe(4);
  expect(shown.out).toMatch(/^\+ {2}accounts\.111111111111 {2}name=shop environment=prd/m);
  expect([alone.code, alone.err]).toEqual([3, expect.stringContaining("--yes")]);
  expect([refused.code, refused.err, before.code]).toEqual([3, "Nothing was changed.\n", 4]);
  expect([applied.code, applied.out]).toEqual([0, `${shown.out}Applied.\n`]);
  expect([again.code, again.out]).toEqual([2, "No differences.\n"]);
  expect([exported.code, exported.out, copied.code, drift.code]).toEqual([0, "", 0, 0]);
  expect(readFileSync(copy, "utf8")).toContain('account: "111111111111"');
});

test("when somebody changes the settings between the question and the answer, nothing is applied", async () => {
  const mine = written("mine.yaml", "version: 1\nowners: []\n");
  const theirs = written("theirs.yaml", 'version: 1\nowners: [{ match: { name: "a*" }, owner: ada }]\n');
  const ask = async () => {
    await dlo(["config", "apply", theirs, "--yes"]);
    return "yes";
  };

  const late = await dlo(["config", "apply", mine], { ask });

  expect(late.code).toBe(1);
  expect(late.err).toMatch(/^Somebody changed the settings.*\n- {2}owners\.0 {2}name=a\* owner=ada$/m);
  const exported = await dlo(["config", "export"]);
  expect(exported.out).toContain("owner: ada");
});

test("a wrong file is refused with line and column, by the command itself and by the office", async () => {
  const account = (more: string) =>
    `version: 1\naccounts:\n  - account: "333333333333"\n    name: x\n    environment: e\n    regions: [eu-west-1]\n${more}`;
  const here = await dlo(["config", "apply", written("here.yaml", account("    reginos: []\n")), "--yes"]);
  const role = "    roles:\n      read: arn:aws:iam::111111111111:role/dlo\n";
  const there = await dlo(["config", "apply", written("there.yaml", account(role)), "--yes"]);

  expect([here.code, here.out]).toEqual([1, ""]);
  expect(here.err).toContain("here.yaml:7:5 accounts.0.reginos: is not known here. Did you mean regions?");
  expect(there.code).toBe(1);
  expect(there.err).toContain("there.yaml:8:13 accounts.0.roles.read: is a role of account 111111111111");
});

test("any operation can be called; wrong input, a wrong token and a silent office are told apart", async () => {
  const called = await dlo(["call", "listTokens"]);
  const wrong = await dlo(["call", "createToken", '{"nmae":"ci"}']);
  const listed = await dlo(["accounts"]);
  const foreign = await dlo(["accounts"], { token: "dlo_of-another-office" });
  const broken = await dlo(["accounts"], { token: "dlo_broken\nx" });
  const silent = await dlo(["accounts"], { url: "http://127.0.0.1:65533" });
  const unset = await dlo(["accounts"], { url: "" });

  expect([called.code, JSON.parse(called.out).items.length]).toEqual([0, 1]);
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("nmae")]);
  expect([listed.code, listed.out]).toEqual([0, expect.stringContaining("222222222222  shop-eng  eng")]);
  expect([foreign.code, foreign.err]).toEqual([1, expect.stringContaining("Is DLO_TOKEN right")]);
  expect([broken.code, broken.err]).toEqual([1, "DLO_TOKEN holds characters that no token has.\n"]);
  expect([silent.code, silent.err]).toEqual([1, expect.stringContaining("ECONNREFUSED")]);
  expect([unset.code, unset.err]).toEqual([1, expect.stringContaining("Set DLO_URL")]);
});

test("a check of the coverage passes when it was judged and nothing as bad is open, and only then", async () => {
  const check = async (...more: string[]) => (await dlo(["audit", "coverage", ...more])).code;
  const unjudged = await check("--fail-on", "critical");
  await door.rows("INSERT INTO coverage_judgement (id, judged_at, basis) VALUES (1, now(), 'test')");
  const clean = await check("--fail-on", "low");
  await door.rows(
    `INSERT INTO coverage_finding (id, account_id, region, rule, arn, part, kind, severity, confidence, summary, detail, first_seen_at, last_seen_at)
     SELECT 'fnd_1', id, 'eu-central-1', 'target-without-dlq', 'arn:aws:events:eu-central-1:111111111111:rule/paid', '', 'rule', 'high', 'certain',
       'An order that fails is gone.', '{"name":"paid"}', now(), (SELECT judged_at FROM coverage_judgement) FROM account WHERE aws_account_id = '111111111111'`,
  );

  const shown = await dlo(["audit", "coverage", "--account", "shop"]);
  const elsewhere = await check("--fail-on", "high", "--account", "222222222222");
  const unknown = await dlo(["audit", "coverage", "--account", "shpo"]);

  expect([unjudged, clean, await check("--fail-on", "high"), await check("--fail-on", "critical")]).toEqual([
    4, 0, 4, 0,
  ]);
  expect([shown.code, shown.out]).toEqual([
    0,
    expect.stringMatching(/^HIGH \(1\)\n.*paid.*\n +An order that fails is gone\./),
  ]);
  expect([elsewhere, unknown.code, unknown.err]).toEqual([0, 1, expect.stringContaining("Did you mean shop?")]);
});

test("the loss clock is readable before anything was lost", async () => {
  const { code, out } = await dlo(["losses", "--within", "7d"]);

  expect([code, out]).toEqual([0, expect.stringContaining("0 queues within 24 hours, 0 within 7 days")]);
});

test("as a process it runs from any folder, and its exit code is the verdict", async () => {
  written("new.yaml", 'version: 1\nselection: { exclude: [{ name: "old-*" }] }\n');

  const unapproved = await spawned(["config", "apply", "new.yaml"]);
  const helped = await spawned(["audit", "coverage", "--help"]);

  expect([unapproved.code, unapproved.said]).toEqual([3, expect.stringContaining("selection.exclude.0")]);
  expect([helped.code, helped.said]).toEqual([0, expect.stringContaining("--fail-on critical|high|medium|low")]);
});
