import { afterEach, beforeEach, expect, test } from "vitest";
import { notePollEnded, notePollStarted } from "@/lib/db/pollers";
import { putSetting } from "@/lib/db/settings";
import { heartbeatOf, sendHeartbeat } from "@/lib/operations/alerts/heartbeat";
import { createOffice, type Office } from "@/tests/support/world";
import { type Receiver, startReceiver } from "./receiver";
import { dump, letPass, workerNow } from "./told-world";

let office: Office;
let watcher: Receiver;
const PATH = "/ping/very-secret-uuid";
beforeEach(async () => {
  [office, watcher] = await Promise.all([createOffice("http://127.0.0.1:1"), startReceiver()]);
  await putSetting(office.webDb, "alert-settings", { heartbeatUrl: `${watcher.url}${PATH}` });
});
afterEach(async () => {
  await Promise.all([office.stop(), watcher.stop()]);
});
const beat = async () => sendHeartbeat(await workerNow(office));
const place = { poller: "judgeAlerts", accountId: "", region: "" };
async function poll(error: string | null = null) {
  await notePollStarted(office.workerDb, { ...place, everySeconds: 2, lagSeconds: 0, worker: "w" });
  await notePollEnded(office.workerDb, place, { tookMs: 1, error });
}

test("while all is well the address is asked, and when is kept", async () => {
  await poll();
  await beat();

  expect(watcher.received.map(({ method, path }) => [method, path])).toEqual([["GET", PATH]]);
  expect(await heartbeatOf(office.webDb)).toMatchObject({ sentAt: expect.stringMatching(/Z$/), failure: null });
});

test("while our own judging is silent or fails, no heartbeat goes out, and it says why; then it does again", async () => {
  await poll();
  await letPass(office, 300);
  await beat();
  expect(watcher.received).toEqual([]);
  expect(await heartbeatOf(office.webDb)).toMatchObject({
    sentAt: null,
    failure: expect.stringContaining("judgeAlerts"),
  });

  await poll("it failed");
  await beat();
  expect(watcher.received).toEqual([]);

  await poll();
  await beat();
  expect(watcher.received).toHaveLength(1);
  expect(await heartbeatOf(office.webDb)).toMatchObject({ failedAt: null, failure: null });
});

test("an address that does not take it is told of without the address, and when it last worked stays known", async () => {
  await beat();
  const { sentAt } = await heartbeatOf(office.webDb);
  watcher.answerWith({ status: 404 });
  await beat();
  expect(await heartbeatOf(office.webDb)).toMatchObject({ sentAt, failure: "The heartbeat address answered 404." });

  await putSetting(office.webDb, "alert-settings", { heartbeatUrl: `http://127.0.0.1:9${PATH}` });
  await beat();
  const { failure } = await heartbeatOf(office.webDb);
  expect(failure).toContain("ECONNREFUSED");
  expect(failure).not.toContain("very-secret");
});

test("a private address that no operator named is not asked; without an address nothing happens", async () => {
  await putSetting(office.webDb, "alert-settings", { heartbeatUrl: "https://10.0.0.1/ping" });
  await beat();
  expect((await heartbeatOf(office.webDb)).failure).toContain("not public");

  await putSetting(office.webDb, "alert-settings", { heartbeatUrl: null });
  await beat();
  expect(watcher.received).toEqual([]);
  expect(await dump(office)).not.toContain("10.0.0.1/ping");
});
