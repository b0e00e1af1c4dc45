import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, rows, sql } from "@/lib/db/query";
import { exportCosts } from "@/lib/operations/costs/export-costs";
import { CHECKOUT, type CostedShop, openCostedShop } from "./costed-shop";

let shop: CostedShop;
beforeAll(async () => {
  shop = await openCostedShop();
  await shop.reckon();
});
afterAll(() => shop.world.stop());

async function exported(role: "viewer" | "admin" = "viewer", scope?: { kind: "accounts"; accountIds: string[] }) {
  let text = "";
  for await (const part of await exportCosts(shop.world.web(role, scope ? { scope } : {}), { month: shop.month }))
    text += part;
  return parse(text, { columns: true }) as Record<string, string>[];
}

test("the file has what the list has, with empty cells for what is not known", async () => {
  const list = await shop.world.ask("getCosts", { month: shop.month }, "viewer");
  const lines = await exported();

  expect(lines.map((line) => [line.pipeline, line["usd high"]])).toEqual(
    list.rows.map(({ name, monthToDate }) => [name, monthToDate ? String(monthToDate.high) : ""]),
  );
});

test("a name that a spreadsheet would run is only text in the file", async () => {
  await execute(shop.world.db, sql`UPDATE pipeline SET name = '=HYPERLINK("http://x")' WHERE id = ${CHECKOUT}`);
  const lines = await exported();
  await execute(shop.world.db, sql`UPDATE pipeline SET name = NULL WHERE id = ${CHECKOUT}`);

  expect(lines.find(({ id }) => id === CHECKOUT)?.pipeline).toBe(`'=HYPERLINK("http://x")`);
});

test("that somebody took the file is in the audit log", async () => {
  await exported("admin");
  const [entry] = await rows<{ detail: unknown }>(
    shop.world.db,
    sql`SELECT detail FROM audit_entry WHERE action = 'costs.exported' ORDER BY id DESC LIMIT 1`,
  );

  expect(entry?.detail).toMatchObject({ operation: "exportCosts", month: shop.month });
});

test("who sees a part of a pipeline gets that part, marked as one", async () => {
  const lines = await exported("viewer", { kind: "accounts", accountIds: [shop.shop.id] });

  expect(lines.map((line) => [line.id, line["of part only"]])).toEqual([[CHECKOUT, "yes"]]);
});
