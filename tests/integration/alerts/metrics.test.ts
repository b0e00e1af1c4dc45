import { readFileSync } from "node:fs";
import { parser } from "@prometheus-io/lezer-promql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { figuresText } from "@/app/_http/figures-text";
import { serveMetrics } from "@/app/_http/serve-metrics";
import { createMetrics } from "@/jobs/metrics";
import { execute, sql } from "@/lib/db/query";
import { readMetricFigures } from "@/lib/operations/system/read-metric-figures";
import { type Door, openDoor } from "../../contract/door";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
let door: Door;
let token: { id: string; headers: HeadersInit };
beforeAll(async () => {
  world = await createWorld();
  door = await openDoor({}, undefined, world.database);
  const here = await connectShop(world);
  await connectShop(world, { awsAccountId: "222222222222" });
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["a", "b", "c"]);
  await seenQueue(world, here.id, "orders-dlq");
  await execute(
    world.db,
    sql`INSERT INTO queue (id, account_id, region, arn, url, name, aws_created_at, is_fifo, is_dead_letter_queue, retention_seconds, visibility_timeout_seconds, max_message_bytes, discovered_at, seen_at)
    VALUES ('q_unread', ${here.id}, 'eu-central-1', 'arn:aws:sqs:eu-central-1:111111111111:unread-dlq', 'https://x', 'unread-dlq', now(), false, true, 345600, 30, 262144, now(), now())`,
  );
  await door.rows(
    `INSERT INTO review (id, week, zone, from_at, until_at, written_at, written_by, took_ms, sha256, is_partial) VALUES ('rev_1', '2026-W47', 'UTC', now(), now(), now(), 'worker', 1, 'x', false)`,
  );
  await door.rows(
    `INSERT INTO poller_state (poller, account_id, region, started_at, every_seconds, succeeded_at) VALUES ('sampleDepth', $1, 'eu-central-1', now(), 2, now())`,
    [here.id],
  );
  await door.rows("UPDATE queue_state SET age_seconds = 60");
  token = await door.addToken(await door.addUser("viewer"), "viewer");
});
afterAll(async () => {
  await door.web.close();
  await world.stop();
});

const scrape = (headers: HeadersInit = {}) =>
  serveMetrics(door.web, new Request("http://127.0.0.1/metrics", { headers }));

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
/** Prometheus's text format, read without the library that wrote it. Throws on a line that is none. */
function samplesOf(text: string): Sample[] {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const found = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (!found) throw new Error(`no sample: ${line}`);
    const [, name = "", inside = "", value = ""] = found;
    const labels = [...inside.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]);
    return { name, labels: Object.fromEntries(labels), value: Number(value) };
  });
}
/** Metrics that a text tells of, also those that have no line just now. */
const namesIn = (text: string) =>
  [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = "", type]) =>
    type === "histogram" ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  );
const own = (samples: Sample[]) =>
  samples.filter(({ name }) => name.startsWith("dlo_") && !name.startsWith("dlo_http"));

test("without a token a scrape tells of the process alone, and says that figures were kept back", async () => {
  const answer = await scrape();
  const text = await answer.text();

  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(own(samplesOf(text))).toEqual([{ name: "dlo_figures_shown", labels: {}, value: 0 }]);
  expect(text).not.toMatch(/orders|shop/);
  expect(text).toContain("process_cpu_seconds_total");
});

test("with a token it tells each queue and class as the pages do, and what is not known it leaves out", async () => {
  const samples = own(samplesOf(await (await scrape(token.headers)).text()));
  const of = (name: string) => samples.filter((sample) => sample.name === name);
  const classes = (await world.ask("listFailureClasses", { view: "all" })).items;
  const queue = { queue: "orders-dlq", account: "shop 111", region: "eu-central-1", dead_letter: "true" };

  expect(of("dlo_queue_visible")).toContainEqual({ name: "dlo_queue_visible", labels: queue, value: 3 });
  expect(of("dlo_queue_visible").map(({ labels }) => labels.queue)).not.toContain("unread-dlq");
  expect(of("dlo_dead_letters")).toEqual([
    expect.objectContaining({ value: 3, labels: { account: "shop 111", region: "eu-central-1" } }),
  ]);
  expect(of("dlo_dead_letter_queues_uncounted").map(({ value }) => value)).toEqual([1, 0]);
  expect(of("dlo_class_present").map(({ labels, value }) => [labels.class, labels.status, value])).toEqual(
    classes.map(({ number, status, presentCount }) => [`F-${number}`, status, presentCount]),
  );
  expect(of("dlo_alerts_open").map(({ value }) => value)).toEqual([0, 0, 0, 0]);
  expect(of("dlo_figures_shown")).toMatchObject([{ value: 1 }]);
});

test("a token over one account sees that account's figures, and nothing of the whole", async () => {
  const accountId =
    (await world.ask("listAccounts", {})).items.find(({ awsAccountId }) => awsAccountId.startsWith("2"))?.id ?? "";
  const selector = JSON.stringify({ kind: "some", accountIds: [accountId], environments: [], tags: [], owners: [] });
  const userId = await door.addUser("operator");
  await door.rows("UPDATE access_grant SET selector = $1 WHERE subject = $2", [selector, userId]);
  const narrow = await door.addToken(userId, "operator");

  const text = await (await scrape(narrow.headers)).text();

  expect(text).toContain('account="shop 222"');
  expect(text).not.toMatch(/shop 111|orders/);
  expect(text).not.toMatch(/^dlo_(notifications|review_written)/m);
});

test("a token that is not good any more is refused, so that missing figures are never quiet", async () => {
  await door.rows("UPDATE api_token SET expires_at = now() - interval '1 day' WHERE id = $1", [token.id]);

  const answer = await scrape(token.headers);

  await door.rows("UPDATE api_token SET expires_at = now() + interval '1 day' WHERE id = $1", [token.id]);
  expect(answer.status).toBe(401);
});

test("a scrape that would be too long says how much it left out, and sums over all the same", async () => {
  const samples = own(samplesOf(await figuresText(await readMetricFigures(world.web("viewer"), 1))));

  const left = samples.filter(({ name }) => name === "dlo_figures_left_out");
  expect(left.map(({ labels, value }) => [labels.kind, value > 0])).toEqual([
    ["queue", true],
    ["class", false],
  ]);
  expect(samples.find(({ name }) => name === "dlo_dead_letters")?.value).toBe(3);
});

const rulesSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      interval: z.string().optional(),
      rules: z.array(
        z.union([
          z.strictObject({ record: z.string().regex(/^[a-zA-Z_:][\w:]*$/), expr: z.string() }),
          z.strictObject({
            alert: z.string().regex(/^[A-Za-z]\w*$/),
            expr: z.string(),
            for: z
              .string()
              .regex(/^\d+[smhd]$/)
              .optional(),
            labels: z.record(z.string(), z.string()),
            annotations: z.strictObject({ summary: z.string() }),
          }),
        ]),
      ),
    }),
  ),
});
const source = z.strictObject({ type: z.literal("prometheus"), uid: z.string() });
const dashboardSchema = z.object({
  uid: z.string().max(40),
  title: z.string(),
  schemaVersion: z.int().min(36),
  version: z.int(),
  time: z.strictObject({ from: z.string(), to: z.string() }),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.enum(["datasource", "query"]) })) }),
  panels: z.array(
    z.object({
      id: z.int(),
      type: z.enum(["stat", "timeseries", "table"]),
      title: z.string().min(1),
      datasource: source,
      gridPos: z.strictObject({ x: z.int().max(23), y: z.int(), w: z.int().max(24), h: z.int() }),
      targets: z.array(z.object({ refId: z.string(), datasource: source, expr: z.string() })).min(1),
      fieldConfig: z.object({ defaults: z.object({ unit: z.string() }), overrides: z.array(z.unknown()) }),
    }),
  ),
});
const rules = rulesSchema
  .parse(parse(readFileSync("docs/examples/prometheus-rules.yaml", "utf8")))
  .groups.flatMap((group) => group.rules);
const dashboard = dashboardSchema.parse(JSON.parse(readFileSync("docs/examples/grafana-dashboard.json", "utf8")));
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];

/** Names of metrics in PromQL, by Prometheus's own grammar; throws where that finds an error. */
function metricsIn(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${expression}`);
      if (type.name === "Identifier" && expression.slice(from, to)) names.push(expression.slice(from, to));
    },
  });
  return names;
}

describe("the examples", () => {
  test.each(expressions)("%s is PromQL, and speaks of metrics that a scrape has", async (expression) => {
    const worker = await createMetrics().registry.metrics();
    const known = new Set(["up", ...namesIn(await (await scrape(token.headers)).text()), ...namesIn(worker)]);

    const named = metricsIn(expression);

    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  test("the grammar refuses what is no PromQL", () => {
    expect(() => metricsIn("sum(dlo_dead_letters")).toThrow();
  });

  test("labels that the examples choose by are labels that the metrics have", async () => {
    const samples = samplesOf(await (await scrape(token.headers)).text());
    const has = (name: string) =>
      new Set(samples.filter((one) => one.name === name).flatMap(({ labels }) => Object.keys(labels)));
    const chosen = expressions.flatMap((expression) =>
      [...expression.matchAll(/(dlo_[a-z_]+)\{([^}]*)\}/g)].flatMap(([, name = "", inside = ""]) =>
        [...inside.matchAll(/(\w+)=~?"/g)].map(([, label = ""]) => ({ name, label })),
      ),
    );

    expect(chosen.length).toBeGreaterThan(10);
    const shown = chosen.filter(({ name }) => has(name).size > 0);
    expect(shown.filter(({ name, label }) => !has(name).has(label))).toEqual([]);
  });

  test("panels of the dashboard have ids of their own and lie beside one another, not over", () => {
    const places = dashboard.panels.map(({ gridPos }) => gridPos);
    const overlaps = places.filter((a, index) =>
      places.slice(index + 1).some((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h),
    );

    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(overlaps).toEqual([]);
  });

  test("each metric of a scrape is written up", async () => {
    const written = readFileSync("docs/metrics.md", "utf8");
    const names = namesIn(await (await scrape(token.headers)).text()).filter((name) => /^dlo_(?!http)/.test(name));

    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !written.includes(`\`${name}\``))).toEqual([]);
  });
});
