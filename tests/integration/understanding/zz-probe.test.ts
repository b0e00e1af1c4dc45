import { afterAll, beforeAll, expect, test } from "vitest";
import { INCIDENTS } from "../../../jobs/demo/story/incidents/incidents";
import { aWatchedEstate, type WatchedEstate } from "./story-world";

let shop: WatchedEstate;
beforeAll(async () => {
  const t = performance.now();
  shop = await aWatchedEstate();
  console.log("built", performance.now() - t);
  await shop.pass(30);
  console.log("first", performance.now() - t);
  await shop.pass(300);
  console.log("five minutes", performance.now() - t);
}, 240_000);
afterAll(() => shop.stop());

test("probe", async () => {
  const t = performance.now();
  const only = process.env.ONLY?.split(",");
  const ending: { at: number; incident: (typeof INCIDENTS)[number] }[] = [];
  for (const incident of INCIDENTS) {
    if (only && !only.includes(incident.name)) continue;
    await shop.begin(incident);
    ending.push({ at: shop.now().getTime() + incident.lastsSeconds * 1000, incident });
    for (let s = 0; s < 300; s += 30) {
      await shop.pass(30);
      for (const one of ending.splice(0)) {
        if (one.at <= shop.now().getTime()) await shop.end(one.incident);
        else ending.push(one);
      }
    }
    console.log(incident.name, Math.round(performance.now() - t));
  }
  await shop.pass(Number(process.env.TAIL ?? 900));
  console.log("tail", Math.round(performance.now() - t));
  const { items } = await shop.ask("listFailureClasses", { view: "all", limit: 50 });
  for (const c of items) {
    const s = await shop.ask("listSuspects", { id: c.id });
    const e = await shop.ask("getClassEvidence", { id: c.id });
    console.log(JSON.stringify({
      q: c.queueName, anchor: c.anchorName, origin: c.originKind, title: c.title, type: c.messageType, record: c.record, status: c.status, cause: c.causeKind, total: c.totalCount, present: c.presentCount, by: c.likelyBystanderCount,
      ev: c.evidence && `${c.evidence.rung}/${c.evidence.confidence}/${c.evidence.causeKind}: ${c.evidence.text}`, note: e.state + " " + e.note, back: c.wayBack, ver: c.consumerVersion, first: c.firstSeenAt,
      onset: s.onsetAt + " " + s.onsetNote, suspects: s.items.slice(0, 3).map((x) => `${x.name}: ${x.text} (${x.relation}) ${x.secondsBefore}s w${x.weight}`),
    }, null, 1));
  }
  const inc = await shop.ask("listIncidents", {});
  for (const i of inc.items) console.log("INCIDENT", i.title, i.classes.map((c) => c.title), i.sharedBy);
  expect(1).toBe(1);
}, 600_000);
