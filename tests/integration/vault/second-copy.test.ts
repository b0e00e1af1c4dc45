import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import { openCopy } from "@/lib/db/copy-envelope";
import { openKeyring } from "@/lib/db/keyring";
import { rows, sql } from "@/lib/db/query";
import { checkSecondCopy } from "@/lib/operations/vault/check-second-copy";
import { drainQueue } from "@/lib/operations/vault/drain-queue";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { startProcess } from "../../support/process";
import { program } from "../../support/program";
import { aFault, noFaults } from "../../support/runs";
import { testMasterKey } from "../../support/template";
import { aSecondBucket, idsInQueue, keptRows, SECOND, toVault } from "../../support/vault";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
afterEach(() => world.stop());

const BODIES = ["one", "two", "three"];

async function aProductionQueue(secondCopy: typeof SECOND | null = SECOND, isVersioned = true) {
  world = await createWorld(secondCopy ? { secondCopy } : {});
  const bucket = await aSecondBucket(world, isVersioned);
  const account = await connectShop(world, { isProduction: true });
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, BODIES);
  const dlq = await seenQueue(world, account.id, "orders-dlq", false);
  await checkSecondCopy(world.worker());
  return { account, dlq, bucket };
}
const drain = (queueId: string) => drainQueue(world.worker(), queueId, true);
const copies = () =>
  rows<{ key: string; versionId: string; checksum: string }>(
    world.db,
    sql`SELECT key, version_id, checksum FROM vault_copy ORDER BY key`,
  );
async function textOf(bucket: S3Client, key: string, VersionId: string): Promise<string> {
  const { Body } = await bucket.send(new GetObjectCommand({ Bucket: SECOND.bucket, Key: key, VersionId }));
  return (await Body?.transformToString()) ?? "";
}

test("each message of production has a verified second copy before it leaves its queue, and the master key alone opens it", async () => {
  const { dlq, bucket } = await aProductionQueue();
  await toVault(world, dlq.id);

  await drain(dlq.id);

  const stored = await copies();
  const texts = await Promise.all(stored.map(({ key, versionId }) => textOf(bucket, key, versionId)));
  const opened = texts.map((text) => openCopy(openKeyring(testMasterKey), text));
  expect(idsInQueue(world, "orders-dlq")).toEqual([]);
  expect(await keptRows(world)).toMatchObject(Array(3).fill({ state: "vaulted", hasSecondCopy: true }));
  expect(opened.map(({ whole }) => whole.body).sort()).toEqual([...BODIES].sort());
  expect(opened.map(({ envelope }) => envelope.queueArn)).toEqual(Array(3).fill(dlq.arn));
  expect(texts.some((text) => BODIES.some((body) => text.includes(`"${body}"`)))).toBe(false);
  expect(() => openCopy(openKeyring(Buffer.alloc(32, 8).toString("base64")), texts[0] ?? "")).toThrow(/master key/);
  expect(() =>
    openCopy(openKeyring(testMasterKey), (texts[0] ?? "").replace(/"sealed":"..../, '"sealed":"AAAA')),
  ).toThrow();
});

test("after losing the database, a copy, the master key and one command give the message back", async () => {
  const { dlq, bucket } = await aProductionQueue();
  await toVault(world, dlq.id);
  await drain(dlq.id);
  const [copy] = await copies();
  const folder = mkdtempSync(join(tmpdir(), "dlo-copy-"));
  const file = join(folder, "copy.json");
  writeFileSync(file, await textOf(bucket, copy?.key ?? "", copy?.versionId ?? ""));

  const told = startProcess([...(await program("jobs/open-copy.ts")), file], { DLO_MASTER_KEY: testMasterKey });
  const [, body = ""] = await told.printed(/"body": "(\w+)"/);

  expect(BODIES).toContain(body);
  rmSync(folder, { recursive: true });
});

test.each(["s3:PutObject", "s3:GetObject"])(
  "while %s fails no message is deleted, and it goes on when S3 answers",
  async (operation) => {
    const { dlq } = await aProductionQueue();
    await toVault(world, dlq.id);
    await aFault(world, { operation, kind: "accessDenied" });

    await drain(dlq.id);
    const kept = await keptRows(world);
    const { vault } = await world.ask("getQueue", { id: dlq.id });
    expect(idsInQueue(world, "orders-dlq")).toHaveLength(3);
    expect(kept.every((item) => item.deletedAt === null && !item.hasSecondCopy)).toBe(true);
    expect(vault?.stoppedBecause).toMatch(/worker's own role may not s3:/);
    expect(vault?.isPaused).toBe(false);

    await noFaults(world);
    await drain(dlq.id);

    expect(idsInQueue(world, "orders-dlq")).toEqual([]);
    expect(await keptRows(world)).toHaveLength(3);
    expect(await copies()).toHaveLength(3);
  },
);

test("without a bucket production is refused, with the field and the fix, unless a person says why one copy is enough", async () => {
  const { dlq } = await aProductionQueue(null);
  const refused = await toVault(world, dlq.id).catch((error: { fields: unknown }) => error.fields);
  const withoutReason = toVault(world, dlq.id, { acceptsSingleCopy: true });
  await expect(withoutReason).rejects.toThrow(/only with a reason/);

  const accepted = await toVault(world, dlq.id, {
    acceptsSingleCopy: true,
    singleCopyReason: "backups go to another Region",
  });
  await drain(dlq.id);

  expect(refused).toMatchObject([
    { field: "acceptsSingleCopy", message: expect.stringMatching(/DLO_SECOND_COPY_BUCKET/) },
  ]);
  expect(accepted.vault).toMatchObject({ needsSecondCopy: false, singleCopyReason: "backups go to another Region" });
  expect(await copies()).toEqual([]);
  expect(idsInQueue(world, "orders-dlq")).toEqual([]);
  const [entry] = (await world.ask("listAuditEntries", { action: "queue.updated", objectId: dlq.id })).items;
  expect(entry?.detail).toMatchObject({
    before: { mode: "index" },
    after: { mode: "vault", singleCopyReason: "backups go to another Region" },
  });
});

test("a bucket that keeps no versions is no second copy", async () => {
  const { dlq } = await aProductionQueue(SECOND, false);

  const consequences = await world.ask("getModeConsequences", { id: dlq.id });
  const vault = consequences.modes.find(({ mode }) => mode === "vault");

  expect(consequences.secondCopy).toMatchObject({ bucket: SECOND.bucket, problem: "versioning is off" });
  expect(vault?.refusals).toMatchObject([{ field: "acceptsSingleCopy" }]);
  expect(vault?.does.join(" ")).toMatch(/Alarms on visible messages or on age go green.*redrive in the AWS console/);
  await expect(toVault(world, dlq.id)).rejects.toThrow(/versioning is off/);
});

test("an account that becomes production while it is drained waits for a second copy", async () => {
  world = await createWorld();
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, BODIES);
  const dlq = await seenQueue(world, account.id, "orders-dlq", false);
  await toVault(world, dlq.id);
  await world.ask("updateAccount", { id: account.id, isProduction: true });

  expect(await drain(dlq.id)).toMatch(/production: a second verified copy is needed/);
  expect(idsInQueue(world, "orders-dlq")).toHaveLength(3);
});
