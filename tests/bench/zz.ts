import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { scanQueue } from "/work/main/lib/operations/collecting/scan-queue";
import { clientsOf, rootKeys } from "/work/main/tests/aws/sim-clients";
import { startSubject } from "/work/main/tests/bench/subject";
import { deadLetter, seenQueue } from "/work/main/tests/support/dead-letters";
import { startTestPostgres } from "/work/main/tests/support/postgres.mjs";
import { prepareTemplate } from "/work/main/tests/support/template";
import { aQueuePair, connectShop, createOffice, REGION, SHOP } from "/work/main/tests/support/world";

const pg = await startTestPostgres({ isDurable: true });
process.env.DLO_TEST_PG_URL = pg.url;
await prepareTemplate(pg.url);
process.env.AWS_ACCESS_KEY_ID = "999999999999";
process.env.AWS_SECRET_ACCESS_KEY = "x";
const sim = await startSubject("simulator");
const office = await createOffice(sim.url);
const aws = clientsOf(sim.url, rootKeys(SHOP), REGION);
const { id: accountId } = await connectShop({ ...office, simulator: { url: sim.url } });
const N = Number(process.env.N ?? 15000);
const pair = await aQueuePair(aws, "ing");
let n = 0;
const body = () =>
  JSON.stringify({
    type: "OrderPlaced",
    errorMessage: `Order ${n++} of customer ${n % 977}: column total_${n % 50} does not exist at 10.0.${n % 250}.7`,
    customer: { id: n, name: `C ${n}` },
    items: Array.from({ length: 4 }, (_, i) => ({ sku: `S-${n}-${i}`, count: i })),
    note: "x".repeat(150),
  });
await Promise.all(
  Array.from({ length: 8 }, async () => {
    while (n < N)
      await aws.sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: pair.dlqUrl,
          Entries: Array.from({ length: 10 }, (_, i) => ({ Id: `${i}`, MessageBody: body() })),
        }),
      );
  }),
);
const q = await seenQueue(office as never, accountId, "ing-dlq", false);
const t = performance.now();
const c0 = process.cpuUsage();
console.log(await scanQueue(office.worker(), q.id, true));
const ms = performance.now() - t;
const c = process.cpuUsage(c0);
const totalCount = 0;
console.log({ totalCount, ms, perSecond: (N * 1000) / ms, cpuMs: (c.user + c.system) / 1000 });
await office.stop();
await sim.stop();
await pg.discard();
process.exit(0);
