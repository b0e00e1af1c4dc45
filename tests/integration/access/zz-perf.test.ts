import pg from "pg";
import { test } from "vitest";
import { parseQuery } from "@/lib/core/search/parse-query";
import { countClasses, listClasses } from "@/lib/db/classes";
import { connect } from "@/lib/db/connect";
import { fenced } from "@/lib/db/fence";
import { grantsOf, resolveSelectors } from "@/lib/db/grants";
import { listMessages } from "@/lib/db/messages";
import { readFigures } from "@/lib/db/now";
import { listRuns } from "@/lib/db/runs";
import { countKept } from "@/lib/db/vault";
import { seed } from "../../bench/understanding/seed";
import { createTestDatabase } from "../../support/database";

test("x", async () => {
  const database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await seed(owner, 300_000);
  console.log("seeded");
  const db = connect({ url: database.webUrl, maxConnections: 4 });
  const arns = { "arn:aws:sqs:eu-central-1:100000000007:orders-7": "acc_00000000000000000007" };
  const pure = { kind: "accounts" as const, accountIds: [] as string[], arns };
  const withOr = { kind: "accounts" as const, accountIds: ["acc_none"], arns };
  const time = async (name: string, f: () => Promise<unknown>) => {
    await f().catch((e) => console.log(name, e.message.slice(0, 200)));
    const a: number[] = [];
    for (let i = 0; i < 4; i++) {
      const t = performance.now();
      await f().catch(() => 0);
      a.push(Math.round(performance.now() - t));
    }
    console.log(name, a.join(" "));
  };


  const { query } = parseQuery("type:OrderPlaced");
  const free = parseQuery("\"order 100007\"").query;
  for (const [name, scope] of [["pure", pure], ["or", withOr]] as const) {
    const d = fenced(db, scope);
    await time(`${name} messages`, () => listMessages(d, scope, { limit: 50 } as never));
    await time(`${name} messages type`, () => listMessages(d, scope, { limit: 50, query } as never));
    await time(`${name} messages free`, () => listMessages(d, scope, { limit: 50, query: free } as never));
    await time(`${name} classes`, () => listClasses(d, scope, { view: "all", limit: 50 } as never));
    await time(`${name} countClasses`, () => countClasses(d, scope, {}));
    await time(`${name} figures`, () => readFigures(d, scope, {}));
    await time(`${name} runs`, () => listRuns(d, scope, { limit: 20 } as never));
    await time(`${name} kept`, () => countKept(d, scope));
  }
  await db.$disconnect();
  await owner.end();
  await database.drop();
}, 900_000);
