import pg from "pg";
import { startTestPostgres } from "../../support/postgres.mjs";
import { prepareTemplate } from "../../support/template";
import { createOffice } from "../../support/world";
import { seed } from "../pipelines/seed";
import { listAlertClasses } from "@/lib/db/alert-classes";
import { readClassFacts } from "@/lib/operations/alerts/class-facts";
import { readLossFactsFor } from "@/lib/operations/alerts/loss-facts";
import { listAlertQueues } from "@/lib/db/alert-queues";
import { readQueueFacts } from "@/lib/operations/alerts/queue-facts";
import { listAlertPipelines } from "@/lib/db/alert-pipelines";
import { listDyingQueues } from "@/lib/db/alert-losses";
import { lowestOf } from "@/lib/core/alerts/thresholds/resolve";
const server = await startTestPostgres({ isDurable: true, settings: { shared_buffers: "1GB" } });
process.env.DLO_TEST_PG_URL = server.url;
const lines = [
    { enabled: true, deadLetterDepth: 1000, queueDepth: 1000, queueAgeSeconds: 3600, forSeconds: 300 },
    ...Array.from({ length: 4999 }, (_, n) => ({ enabled: true, match: { name: `orders-${Math.floor(n / 10)}-${n % 10}` }, queueDepth: n % 50 === 0 ? 5 : 500 })),
  ];
try { await prepareTemplate(server.url);
  const office = await createOffice("http://127.0.0.1:1");
  const client = new pg.Client({ connectionString: office.database.ownerUrl });
  await client.connect();
  await seed(client);
  const at = new Date();
  const db = office.workerDb;
  const t = async (n: string, f: () => Promise<unknown>) => { for (let i = 0; i < 3; i++) { const s = performance.now(); const r = await f(); console.log(n, Math.round(performance.now() - s), Array.isArray(r) ? r.length : ""); } };
  await t("classRows", () => listAlertClasses(db, at, at));
  await t("classes", () => readClassFacts(db, at, at));
  await t("dying", () => listDyingQueues(db, new Date(at.getTime() + 3e8)));
  await t("losses", () => readLossFactsFor(db, [], at));
  await t("queueRows", () => listAlertQueues(db, at, lowestOf(lines)));
  await t("queues", () => readQueueFacts(db, lines, at));
  await t("pipelines", () => listAlertPipelines(db, at));
  await client.end(); await office.stop();
} finally { await server.discard(); }
