import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "@/jobs/cli/main";
import { sealAudit } from "@/lib/db/audit-seal";
import { connect } from "@/lib/db/connect";
import { unlock } from "@/lib/db/installation-secret";
import { openKeyring } from "@/lib/db/keyring";
import { type Door, openDoor } from "../../contract/door";
import { listen } from "../../support/listening-door";
import { testMasterKey } from "../../support/template";

const folder = mkdtempSync(join(tmpdir(), "dlo-audit-"));
let door: Door;
let office: Awaited<ReturnType<typeof listen>>;
let tokens: { admin: string; viewer: string };
beforeAll(async () => {
  door = await openDoor();
  office = await listen(door);
  tokens = {
    admin: (await door.addToken(await door.addUser("admin"), "admin")).text,
    viewer: (await door.addToken(await door.addUser("viewer"), "viewer")).text,
  };
  await dlo(["call", "stopWrites", '{"reason":"drill"}']);
  await dlo(["call", "allowWrites", "{}"]);
  const worker = connect({ url: door.database.workerUrl, maxConnections: 2 });
  const keyring = openKeyring(testMasterKey);
  await unlock(worker, keyring);
  await sealAudit(worker, keyring);
  await worker.$disconnect();
});
afterAll(async () => {
  await office.close();
  await door.close();
  rmSync(folder, { recursive: true });
});

async function dlo(args: readonly string[], token = tokens.admin) {
  const lines: string[] = [];
  const print = (text: string) => void lines.push(text);
  const io = { print, warn: print, ask: async () => null, readInput: async () => "" };
  const code = await main(args, { url: office.url, token }, io);
  return { code, lines, text: lines.join("\n") };
}
const written = (name: string, lines: readonly string[]) => {
  writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
  return join(folder, name);
};

test("an export is whole, names what was done, and is known again as ours", async () => {
  const exported = await dlo(["audit", "export", "--action", "writes.stopped"]);
  const file = written("whole.jsonl", exported.lines);
  const verified = await dlo(["audit", "verify", file]);

  expect(exported).toMatchObject({ code: 0 });
  expect(exported.lines).toHaveLength(2);
  expect(JSON.parse(exported.lines[0] ?? "")).toMatchObject({
    event: { action: "writes.stopped" },
    dlo: { detail: { reason: "drill" } },
  });
  expect(verified).toMatchObject({ code: 0, text: expect.stringContaining("Intact: 1 entries") });
});

test("an export that was cut, changed, or signed by somebody else is found", async () => {
  const { lines } = await dlo(["audit", "export"]);
  const cut = await dlo(["audit", "verify", written("cut.jsonl", lines.slice(0, -1))]);
  const shorter = await dlo(["audit", "verify", written("shorter.jsonl", lines.slice(1))]);
  const changed = lines.map((line, at) => (at === 0 ? line.replace("success", "failure") : line));
  const other = await dlo(["audit", "verify", written("other.jsonl", changed)]);
  const forged = lines.map((line) => line.replace(/"mac":"[0-9a-f]{64}"/, `"mac":"${"a".repeat(64)}"`));
  const unsigned = await dlo(["audit", "verify", written("forged.jsonl", forged)]);

  for (const said of [cut, shorter, other, unsigned])
    expect(said).toMatchObject({ code: 4, text: expect.stringContaining("NOT INTACT") });
  expect(readFileSync(join(folder, "cut.jsonl"), "utf8")).not.toContain("dlo.export");
});

test("who may not read the log gets neither, over the whole door", async () => {
  const exported = await dlo(["audit", "export"], tokens.viewer);
  const verified = await dlo(["audit", "verify"], tokens.viewer);
  const wrong = await door.send("/audit/export?colour=red&since=yesterday", {
    headers: { authorization: `Bearer ${tokens.admin}` },
  });
  const posted = await door.send("/audit/export", {
    method: "POST",
    headers: { authorization: `Bearer ${tokens.admin}`, origin: "http://127.0.0.1:3000" },
  });

  expect(exported).toMatchObject({ code: 1, text: expect.stringContaining("403 forbidden") });
  expect(verified).toMatchObject({ code: 1 });
  expect([wrong.status, posted.status]).toEqual([422, 405]);
});

test("dlo audit verify tells place and reason and ends with 4 when an entry was changed, and an export from before says so too", async () => {
  const before = written("before.jsonl", (await dlo(["audit", "export"])).lines);
  const intact = await dlo(["audit", "verify", "--full"]);
  await door.rows("ALTER TABLE audit_entry DISABLE TRIGGER USER");
  await door.rows("UPDATE audit_entry SET actor_name = 'Eve' WHERE action = 'writes.stopped'");
  const broken = await dlo(["audit", "verify", "--full"]);
  await door.rows("ALTER TABLE audit_seal DISABLE TRIGGER USER");
  await door.rows(
    "UPDATE audit_seal SET hash = repeat('a', 64) WHERE position = (SELECT max(position) FROM audit_seal)",
  );
  const compared = await dlo(["audit", "verify", before]);

  expect(intact).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^Intact \(all of it\).*Head: \d+ [0-9a-f]{64}/s),
  });
  expect(broken).toMatchObject({
    code: 4,
    text: expect.stringMatching(/NOT INTACT.*position 1: the entry sealed at 1, or its seal, was changed/s),
  });
  expect(compared).toMatchObject({ code: 4, text: expect.stringContaining("put back or changed") });
});
