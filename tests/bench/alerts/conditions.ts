import pg from "pg";
import { alertSettingsSchema } from "@/lib/contract/alert-settings";
import { reasonsOf } from "@/lib/core/alerts/judge-conditions";
import { inTransaction } from "@/lib/db/connect";
import { readAlertFacts } from "@/lib/operations/alerts/read-facts";
import { createOffice } from "../../support/world";
import { seed } from "../pipelines/seed";
import { type Spread, spreadOf } from "../spread";

const ROUNDS = 15;
const NOBODY = "http://127.0.0.1:1";

/** A line for every source queue by its name, and one for all: as many as the settings hold. */
const settings = alertSettingsSchema.parse({
  thresholds: [
    { deadLetterDepth: 1000, queueDepth: 1000, queueAgeSeconds: 3600, forSeconds: 300 },
    ...Array.from({ length: 4999 }, (_, n) => ({
      match: { name: `orders-${Math.floor(n / 10)}-${n % 10}` },
      queueDepth: n % 50 === 0 ? 5 : 500,
    })),
  ],
});

/** What reading and judging all conditions takes over 10,000 queues that all hold something, with 5,000 lines of limits. */
export async function measureConditions(): Promise<{ readonly seconds: Spread; readonly reasonCount: number }> {
  const office = await createOffice(NOBODY);
  const client = new pg.Client({ connectionString: office.database.ownerUrl });
  await client.connect();
  try {
    await seed(client);
    const took: number[] = [];
    let reasonCount = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedAt = performance.now();
      const at = new Date();
      const facts = await inTransaction(office.workerDb, (tx) => readAlertFacts(office.worker(), tx, settings, at));
      reasonCount = reasonsOf(facts, at).length;
      took.push((performance.now() - startedAt) / 1000);
    }
    return { seconds: spreadOf(took), reasonCount };
  } finally {
    await client.end();
    await office.stop();
  }
}
