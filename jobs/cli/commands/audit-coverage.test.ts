import { expect, test } from "vitest";
import { contract, type OutputOf } from "@/lib/contract";
import { createClient } from "@/lib/contract/client";
import type { Finding } from "@/lib/contract/coverage";
import type { Severity } from "@/lib/core/coverage/rule";
import { readArguments } from "../read-arguments";
import { auditCoverage } from "./audit-coverage";

const NOW = "2026-11-21T08:00:00.000Z";
const finding = (severity: Severity, name: string): Finding => ({
  id: `fnd_${name}`,
  rule: "dead-letter-queue-without-alarm",
  title: "No alarm",
  severity,
  confidence: "certain",
  summary: `What fails in ${name} is seen by nobody.`,
  arn: `arn:aws:sqs:eu-central-1:111111111111:${name}`,
  part: "",
  kind: "queue",
  name,
  href: null,
  accountId: "acc_1",
  accountName: "shop",
  region: "eu-central-1",
  owner: null,
  firstSeenAt: NOW,
  lastSeenAt: NOW,
  resolvedAt: null,
  suppression: null,
});
const BLIND = { accountId: "acc_2", accountName: "media", region: "us-east-1", feature: "inventory" };

interface Office {
  readonly judgedAt?: string | null;
  readonly findings?: readonly Finding[];
  readonly blindPlaces?: OutputOf<"getCoverage">["blindPlaces"];
}
/** Runs the command against an office that answers so, two findings a page; every answer fits the contract. */
async function audit(args: readonly string[], { judgedAt = NOW, findings = [], blindPlaces = [] }: Office) {
  const overall = { checkedCount: 9, coveredCount: 7, score: 78, counts: { critical: 0, high: 0, medium: 0, low: 0 } };
  const answer = (url: URL): unknown => {
    if (url.pathname === "/api/v1/coverage") {
      const lists = { accounts: [], owners: [], trend: [], rules: [] };
      return contract.getCoverage.output.parse({ judgedAt, overall, suppressedCount: 3, ...lists, blindPlaces });
    }
    const from = Number(url.searchParams.get("cursor") ?? 0);
    const nextCursor = from + 2 < findings.length ? String(from + 2) : null;
    return contract.listFindings.output.parse({ items: findings.slice(from, from + 2), nextCursor, totalCount: null });
  };
  const client = createClient({
    baseUrl: "http://office.test",
    fetch: async (url) => Response.json(answer(new URL(String(url)))),
  });
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const io = { print: say, warn: say, ask: async () => null, readInput: async () => "" };
  const download = async function* () {};
  const code = await auditCoverage.run({ client: () => client, download, io }, readArguments(auditCoverage, args));
  return { code, said: said.join("\n") };
}

const MIXED = [finding("low", "c"), finding("high", "a"), finding("medium", "b"), finding("low", "d")];

test("findings are grouped worst first, over all pages, with counts and blind places", async () => {
  const { code, said } = await audit([], { findings: MIXED, blindPlaces: [BLIND] });

  expect(code).toBe(0);
  expect(said.match(/^[A-Z]+ .*\(\d\)$/gm)).toEqual([
    "HIGH (1)",
    "MEDIUM (1)",
    "LOW (2)",
    "NOT JUDGED, could not be read (1)",
  ]);
  expect(said).toContain("media  us-east-1  inventory");
  expect(said).toContain("0 critical, 1 high, 1 medium, 2 low; 3 suppressed; 1 not judged.");
});

test.each<[string, readonly string[], Office, number]>([
  ["a finding at the level blocks", ["--fail-on", "high"], { findings: MIXED }, 4],
  ["a finding worse than the level blocks", ["--fail-on", "low"], { findings: [finding("high", "a")] }, 4],
  ["findings below the level do not", ["--fail-on", "critical"], { findings: MIXED }, 0],
  ["a clean graph does not", ["--fail-on", "low", "--fail-on-blind"], {}, 0],
  ["a place that nobody could judge does not, by itself", ["--fail-on", "low"], { blindPlaces: [BLIND] }, 0],
  ["it does when asked for", ["--fail-on-blind"], { blindPlaces: [BLIND] }, 4],
  ["what was never judged passes no check", ["--fail-on", "critical"], { judgedAt: null }, 4],
  ["without a check it is only shown", [], { judgedAt: null, findings: [] }, 0],
])("%s", async (_, args, office, code) => {
  expect((await audit(args, office)).code).toBe(code);
});

test("as JSON it says the same, with the verdict", async () => {
  const { said } = await audit(["--json"], { findings: MIXED });

  expect(JSON.parse(said)).toMatchObject({ judgedAt: NOW, suppressedCount: 3, isBlocked: false, findings: MIXED });
});
