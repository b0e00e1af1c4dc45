import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "@/jobs/cli/main";
import { type Door, openDoor } from "../../contract/door";
import { listen } from "../../support/listening-door";

let door: Door;
let office: Awaited<ReturnType<typeof listen>>;
let headers: HeadersInit;
let token: string;
beforeAll(async () => {
  door = await openDoor();
  office = await listen(door);
  const admin = await door.addToken(await door.addUser("admin"), "admin");
  [token, headers] = [admin.text, admin.headers];
});
afterAll(async () => {
  await office.close();
  await door.close();
});

const HEADER =
  "lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/CurrencyCode,lineItem/ProductCode,lineItem/UsageAccountId,lineItem/ResourceId";
async function dlo(csv: string) {
  const said: string[] = [];
  const outside = {
    print: (text: string) => void said.push(text),
    warn: (text: string) => void said.push(text),
    ask: async () => null,
    readInput: async () => csv,
  };
  const code = await main(["bill", "import", "-", "--name", "november"], { url: office.url, token }, outside);
  return { code, said: said.join("\n") };
}
const bills = async () => {
  const answer = await door.send("/bills", { headers });
  return ((await answer.json()) as { items: { name: string; usd: number; lineCount: number }[] }).items;
};

test("a report that is larger than the office takes goes in parts that add up to all of it, also when it is sent again", async () => {
  const lines = Array.from(
    { length: 9000 },
    (_, index) =>
      `2026-11-01T00:00:00Z,0.01,USD,AWSQueueService,111111111111,arn:aws:sqs:eu-central-1:111111111111:queue-${index}-${"x".repeat(60)}`,
  );
  const csv = `${[HEADER, ...lines].join("\n")}\n`;
  const first = await dlo(csv);
  const again = await dlo(csv);
  const kept = await bills();

  expect([first.code, again.code]).toEqual([0, 0]);
  expect(first.said).toContain("november (part 1 of 2)");
  expect(kept).toHaveLength(2);
  expect(kept.reduce((sum, { lineCount }) => sum + lineCount, 0)).toBe(9000);
  expect(kept.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(90, 6);
});

test("a file that is no report is refused in words, and nothing is kept", async () => {
  const before = await bills();
  const { code, said } = await dlo("a,b\n1,2\n");

  expect(code).toBe(1);
  expect(said).toContain("These columns are missing");
  expect(await bills()).toEqual(before);
});

test("the list of costs is a file to save, and only for who is signed in", async () => {
  const answer = await door.send("/costs/export?month=2026-11", { headers });

  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="costs-2026-11.csv"');
  expect(await answer.text()).toMatch(/^month,pipeline,/);
  expect((await door.send("/costs/export", {})).status).toBe(401);
  expect((await door.send("/costs/export?month=x%22y", { headers })).status).toBe(422);
});
