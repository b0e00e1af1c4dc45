import { afterAll, beforeAll, expect, test } from "vitest";
import { firstRow, sql } from "@/lib/db/query";
import { aReason, createJudgingWorld, type JudgingWorld } from "./judging-world";

let world: JudgingWorld;
beforeAll(async () => {
  world = await createJudgingWorld();
});
afterAll(() => world.stop());

const route = (name: string, more: object = {}) => ({ name, channels: ["ops"], ...more });

test("a section that is given replaces its own and no other; of two people who saw the same version one wins", async () => {
  const { version } = await world.ask("getAlertSettings", {});
  const staffedHours = [{ zone: "Europe/Berlin", weekly: [{ days: ["mon" as const], from: "09:00", until: "17:00" }] }];
  const first = await world.ask("putAlertSettings", { staffedHours, ifVersion: version });
  expect(first).toMatchObject({ changedBy: "admin", settings: { staffedHours, routes: [] } });

  const late = world.ask("putAlertSettings", { staffedHours: [], ifVersion: version });
  await expect(late).rejects.toMatchObject({ code: "settings-changed" });
  const again = await world.ask("putAlertSettings", { routes: [route("all")], ifVersion: first.version });
  expect(again.settings).toMatchObject({
    staffedHours,
    routes: [{ name: "all", severity: "as-is", repeatMinutes: 240 }],
  });
});

test("the heartbeat's address stands in no audit entry, and what stands already leaves none", async () => {
  const heartbeatUrl = "https://beats.test/very-secret-token";
  await world.ask("putAlertSettings", { heartbeatUrl });
  const entries = () =>
    firstRow<{ count: number; text: string }>(
      world.db,
      sql`SELECT count(*)::int AS count, string_agg(detail::text, ' ') AS text FROM audit_entry WHERE action = 'alert-settings.changed'`,
    );
  const before = await entries();
  expect(before?.text).not.toContain("very-secret-token");
  await world.ask("putAlertSettings", { heartbeatUrl });
  expect((await entries())?.count).toBe(before?.count);
});

test("a route to a channel that is not there, and one that is never asked, are named", async () => {
  await world.addChannel("ops");
  const routes = [route("all"), route("checkout", { match: { owner: "checkout" }, channels: ["opps"] })];
  const { warnings } = await world.ask("putAlertSettings", { routes });
  expect(warnings).toEqual([
    "Route “checkout” names the channel “opps”, which does not exist.",
    "Route “checkout” is never asked: “all” before it takes everything.",
  ]);
});

test("a preview tells of each alert of the last days who would be told, and saves nothing", async () => {
  await world.judge([
    aReason(world.production.id, "class-new", "orders"),
    aReason(world.test.id, "class-new", "stock"),
    aReason(world.production.id, "depth-threshold", "till", { severity: "notify" }),
  ]);
  const { version } = await world.ask("getAlertSettings", {});
  const routes = [route("tests", { match: { production: false }, channels: [] }), route("all")];
  const preview = await world.ask("previewRoute", { settings: { routes }, days: 7 });
  expect(preview).toMatchObject({ pageCount: 1, notifyCount: 1, quietCount: 1 });
  expect(preview.items.find(({ severity }) => severity === "none")).toMatchObject({ route: "tests", channels: [] });
  expect((await world.ask("getAlertSettings", {})).version).toBe(version);
});

test("a file carries the sections, never a channel; drift names what somebody changed by hand", async () => {
  const { document } = await world.ask("exportConfig", {});
  expect(document.routes?.map(({ name }) => name)).toEqual(["all", "checkout"]);
  expect(JSON.stringify(document)).not.toContain("very-secret-token");

  const review = { zone: "Europe/Berlin", channels: ["ops"] };
  const applied = await world.ask("applyConfig", { document: { version: 1, routes: [route("file")], review } });
  expect(applied.differences.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
    "changed routes.0",
    "removed routes.1",
    "added review",
  ]);
  const standing = await world.ask("getAlertSettings", {});
  expect(standing.settings).toMatchObject({
    heartbeatUrl: "https://beats.test/very-secret-token",
    review: { day: "mon" },
  });

  await world.ask("putAlertSettings", { routes: [] });
  expect((await world.ask("getDrift", {})).differences).toMatchObject([{ path: "routes.0", kind: "removed" }]);
  expect(await world.ask("diffConfig", { document: { version: 1, routes: [] } })).toMatchObject({ differences: [] });
});
