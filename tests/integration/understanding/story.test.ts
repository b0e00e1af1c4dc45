import { afterAll, beforeAll, expect, test } from "vitest";
import { brokenDeploy } from "../../../jobs/demo/story/incidents/broken-deploy";
import { deletedTarget } from "../../../jobs/demo/story/incidents/deleted-target";
import { dependencyTimesOut } from "../../../jobs/demo/story/incidents/dependency-times-out";
import { failingSaga } from "../../../jobs/demo/story/incidents/failing-saga";
import { lockedOutSubscriber } from "../../../jobs/demo/story/incidents/locked-out-subscriber";
import { permissionRemoved } from "../../../jobs/demo/story/incidents/permission-removed";
import { poisonInFifo } from "../../../jobs/demo/story/incidents/poison-in-fifo";
import { retryStorm } from "../../../jobs/demo/story/incidents/retry-storm";
import { shortRetention } from "../../../jobs/demo/story/incidents/short-retention";
import { silentRule } from "../../../jobs/demo/story/incidents/silent-rule";
import { slowTrickle } from "../../../jobs/demo/story/incidents/slow-trickle";
import { throttledFunction } from "../../../jobs/demo/story/incidents/throttled-function";
import { unprotectedRule } from "../../../jobs/demo/story/incidents/unprotected-rule";
import { unreadableClicks } from "../../../jobs/demo/story/incidents/unreadable-clicks";
import { aWatchedEstate, type WatchedEstate } from "./story-world";

let shop: WatchedEstate;
beforeAll(async () => {
  const t = performance.now();
  shop = await aWatchedEstate();
  await shop.pass(120);
  console.log("quiet", performance.now() - t);
  await shop.play(
    [
      [0, unprotectedRule],
      [0, brokenDeploy],
      [0, poisonInFifo],
      [0, unreadableClicks],
      [0, dependencyTimesOut],
      [60, deletedTarget],
      [60, lockedOutSubscriber],
      [60, shortRetention],
      [60, failingSaga],
      [240, retryStorm],
      [240, permissionRemoved],
      [420, slowTrickle],
      [420, throttledFunction],
      [420, silentRule],
    ],
    1290,
  );
  console.log("played", performance.now() - t);
}, 240_000);
afterAll(() => shop.stop());

test("probe", async () => {
  const { items } = await shop.ask("listFailureClasses", { view: "all", limit: 50 });
  for (const c of items) {
    const s = await shop.ask("listSuspects", { id: c.id });
    const e = await shop.ask("getClassEvidence", { id: c.id });
    if (c.queueName === "picking-dlq") { console.log(JSON.stringify(e.findings, null, 1)); console.log(JSON.stringify((await shop.ask("listFailedMessages", { classId: c.id })).items.map((m) => [m.messageId, m.firstSeenAt, m.bystanderReason, m.preview]))); }
    console.log(JSON.stringify({
      q: c.queueName, anchor: c.anchorName, origin: c.originKind, title: c.title, type: c.messageType, record: c.record, status: `${c.status} ${c.statusReason}`, cause: c.causeKind, total: c.totalCount, present: c.presentCount, exp: c.probablyExpiredCount, by: c.likelyBystanderCount, loss: c.loss,
      ev: c.evidence && `${c.evidence.rung}/${c.evidence.confidence}/${c.evidence.causeKind}: ${c.evidence.text}`, note: `${e.state} ${e.note}`, back: c.wayBack, ver: c.consumerVersion, first: c.firstSeenAt,
      onset: `${s.onsetAt} ${s.onsetNote}`, suspects: s.items.slice(0, 3).map((x) => `${x.name}: ${x.text} (${x.relation}) ${x.secondsBefore}s w${x.weight}`),
    }, null, 1));
  }
  const inc = await shop.ask("listIncidents", {});
  for (const i of inc.items) console.log("INCIDENT", i.title, i.classes.map((c) => c.title), i.sharedBy);
  expect(1).toBe(1);
});
