import { afterAll, beforeAll, expect, test } from "vitest";
import { contract } from "@/lib/contract";
import { ApiError } from "@/lib/contract/client";
import { idFrom } from "@/lib/core/ids";
import { type CheckedClient, checkedClient } from "./checked-client";
import { type Door, json, openDoor } from "./door";

let door: Door;
let client: CheckedClient["client"];
let fits: CheckedClient["fits"];
let headers: Record<string, string>;
beforeAll(async () => {
  door = await openDoor();
  ({ client, fits, headers } = await checkedClient(door));
});
afterAll(() => door.close());

const ACCOUNT = { name: "Shop", environment: "prd", isProduction: true, regions: ["eu-central-1"] };
const actions = async () =>
  (await door.rows("SELECT action FROM audit_entry ORDER BY id")).map((row) => String(row.action));

test("an account is connected, read, changed, checked and removed, and each step is audited", async () => {
  const before = (await actions()).length;

  const made = await fits("createAccount", { ...ACCOUNT, awsAccountId: "111111111111" });
  await fits("getAccount", { id: made.id });
  await fits("updateAccount", { id: made.id, name: "Shop, renamed", isWritable: true });
  await fits("checkAccount", { id: made.id });
  await fits("removeAccount", { id: made.id });

  expect((await actions()).slice(before)).toEqual([
    "account.created",
    "account.updated",
    "account.check-requested",
    "account.removed",
  ]);
});

test("writes are stopped and allowed again", async () => {
  await fits("stopWrites", { reason: "a drill" });
  const stopped = await fits("getWrites", {});
  await fits("allowWrites", {});

  expect(stopped.stopped?.by).toEqual(expect.any(String));
  expect((await fits("getWrites", {})).stopped).toBeNull();
});

test("a person is added and given a role more; a token is made and revoked", async () => {
  const person = await fits("createUser", {
    name: "Oda",
    email: "Oda@Example.com",
    password: "a long enough one",
    role: "viewer",
  });
  const grant = await fits("giveGrant", { subject: person.id, role: "operator" });
  const cookie = await door.signIn("admin@example.com");
  const made = await door.send("/tokens", json({ name: "ci", role: "viewer" }, { cookie }));
  const token = contract.createToken.output.parse(await made.json());
  await fits("revokeToken", { id: token.id });

  expect([person.email, grant.roleName, token.hint.length < token.token.length]).toEqual([
    "oda@example.com",
    "operator",
    true,
  ]);
  await door.signIn("oda@example.com", "a long enough one");
});

test("a queue is read, charted, switched on and scanned", async () => {
  const id = await addDeadLetterQueue();

  await fits("getQueue", { id });
  await fits("getQueueSeries", { id, hours: 24 });
  await fits("getModeConsequences", { id });
  await fits("listConfigChanges", { id });
  const changed = await fits("updateQueue", { id, mode: "index" });
  await fits("scanQueue", { id });

  expect(changed.mode).toBe("index");
});

test("making something says where it is, and that address answers", async () => {
  const made = await door.send("/accounts", json({ ...ACCOUNT, awsAccountId: "222222222222" }, headers));

  const location = made.headers.get("location") ?? "";

  expect([made.status, location]).toEqual([201, `/api/v1/accounts/${(await made.json()).id}`]);
  expect((await door.send(location.slice("/api/v1".length), { headers })).status).toBe(200);
});

test("the same Idempotency-Key and body give the same answer; another body is refused", async () => {
  const ask = (name: string) =>
    client.createAccount({ ...ACCOUNT, awsAccountId: "333333333333", name }, { idempotencyKey: "connect-3" });
  const [one, same] = [await ask("Three"), await ask("Three")];

  const refusal = await ask("Four").catch((error: unknown) => error);

  expect(same).toEqual(one);
  expect(refusal).toBeInstanceOf(ApiError);
  expect((refusal as ApiError).problem).toMatchObject({ status: 422, code: "idempotency-key-reused" });
});

async function addDeadLetterQueue(): Promise<string> {
  const { id: accountId } = await client.createAccount({ ...ACCOUNT, awsAccountId: "444444444444" });
  const id = idFrom("queue", Date.now(), new Uint8Array(10));
  await door.rows(
    `INSERT INTO queue (id, account_id, region, arn, url, name, aws_created_at, is_fifo, is_dead_letter_queue, retention_seconds,
       visibility_timeout_seconds, max_message_bytes, discovered_at, seen_at)
     VALUES ($1, $2, 'eu-central-1', 'arn:aws:sqs:eu-central-1:444444444444:orders-dlq', 'http://x/orders-dlq', 'orders-dlq', now(), false,
       true, 345600, 30, 1048576, now(), now())`,
    [id, accountId],
  );
  await door.rows("INSERT INTO queue_state (queue_id, account_id) VALUES ($1, $2)", [id, accountId]);
  return id;
}
