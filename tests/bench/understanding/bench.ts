import { startTestPostgres } from "../../support/postgres.mjs";
import { prepareTemplate } from "../../support/template";
import { type BenchResult, circumstances, type Goal, keepResult, loadNow } from "../result";
import { spreadOf } from "../spread";
import { type AskedFigures, measureAsked } from "./asked";
import { type IngestFigures, measureIngest } from "./ingest";

const MEGABYTE = 1_048_576;
/** A share of memory that any server for a million messages has; the rest is PostgreSQL as it comes. */
const SETTINGS = { shared_buffers: "1GB" };
/** Kept ÷ only received: 2,500 of some 10,000 a second. */
const LEAST_KEPT = 0.25;
const MOST_DEEP = 1.3;
/** Of a million messages; among fewer there is less to save, and no gate. */
const FULL = 1_000_000;
const LEAST_SAVED = {
  classCounters: 100,
  classPage: 10,
  bodyField: 3,
  attribute: 3,
  errorText: 3,
  anyText: 3,
} as const;
const MOST_P95_MS = {
  needsAction: 15,
  needsActionMiddle: 15,
  allClasses: 15,
  firstPage: 15,
  deepPage: 15,
  bodyField: 20,
  attribute: 20,
  errorText: 120,
  anyText: 120,
} as const;

/**
 * What understanding costs and gives: looks into dead-letter queues with everything that is kept of a message, then lists and
 * searches over many. `--long` reads a million messages; `--short` asks over 100,000 instead of a million. Whether every gate holds.
 */
export async function benchUnderstanding(flags: readonly string[]): Promise<boolean> {
  const loadBefore = loadNow();
  const slices = flags.includes("--long") ? 50 : 5;
  const messageCount = flags.includes("--short") ? 100_000 : FULL;
  process.env.AWS_ACCESS_KEY_ID = "999999999999";
  process.env.AWS_SECRET_ACCESS_KEY = "rehearsal";
  const server = await startTestPostgres({ isDurable: true, settings: SETTINGS });
  process.env.DLO_TEST_PG_URL = server.url;
  try {
    await prepareTemplate(server.url);
    const ingest = await measureIngest(slices);
    const asked = await measureAsked(messageCount);
    const result = resultOf(ingest, asked, loadBefore, { keptCount: ingest.keptCount, messageCount });
    console.log(`Understanding, ${messageCount} messages in 5,000 classes; ratios were measured in turns\n`);
    return keepResult("understanding", result);
  } finally {
    await server.discard();
  }
}

function resultOf(
  ingest: IngestFigures,
  { http, saved, ...bodyIndex }: AskedFigures,
  loadBefore: number,
  counts: { readonly keptCount: number; readonly messageCount: number },
): BenchResult & { readonly settings: object } {
  const perSecond = spreadOf(ingest.perSecond);
  const keptShare = spreadOf(ingest.perSecond.map((kept, slice) => kept / (ingest.rawPerSecond[slice] ?? Number.NaN)));
  const deepPage = (http.deepPage?.p50Ms ?? Number.NaN) / (http.firstPage?.p50Ms ?? Number.NaN);
  return {
    ...circumstances(loadBefore),
    ...counts,
    settings: SETTINGS,
    ratios: { keptShare, deepPage, saved },
    orientation: {
      keptPerSecond: perSecond,
      rawPerSecond: spreadOf(ingest.rawPerSecond),
      workerCpuMsPerThousand: spreadOf(ingest.cpuMsPerThousand),
      rawCpuMsPerThousand: spreadOf(ingest.rawCpuMsPerThousand),
      workerPeakRssMb: ingest.peakRssBytes / MEGABYTE,
      bodyIndexSeconds: bodyIndex.bodyIndexSeconds,
      bodyIndexMb: bodyIndex.bodyIndexBytes / MEGABYTE,
      http,
    },
    goals: [
      atLeast("kept messages per second", 2_500, perSecond.median),
      atMost("peak memory of the worker, MB", 400, ingest.peakRssBytes / MEGABYTE),
      ...Object.entries(MOST_P95_MS).map(([name, most]) => atMost(`${name} p95 ms`, most, http[name]?.p95Ms)),
    ],
    misses: missesOf(keptShare.median, deepPage, counts.messageCount === FULL ? saved : undefined),
  };
}

function missesOf(keptShare: number, deepPage: number, saved: AskedFigures["saved"] | undefined): string[] {
  return [
    ...(keptShare >= LEAST_KEPT ? [] : [`keeping leaves less than ${LEAST_KEPT} of the speed of receiving`]),
    ...(deepPage <= MOST_DEEP ? [] : [`a deep page takes more than ${MOST_DEEP} × the first`]),
    ...Object.entries(LEAST_SAVED)
      .filter(([name, least]) => saved && !((saved[name] ?? 0) >= least))
      .map(([name, least]) => `${name} saves less than ${least} ×`),
  ];
}

function atLeast(name: string, goal: number, found: number): Goal {
  return { name, goal: `≥ ${goal}`, found, isMet: found >= goal };
}

function atMost(name: string, goal: number, found = Number.NaN): Goal {
  return { name, goal: `≤ ${goal}`, found, isMet: found <= goal };
}
