import fc from "fast-check";
import { contract, type OperationId } from "@/lib/contract";
import type { Endpoint } from "@/lib/contract/endpoint";
import type { Person } from "../matrix-people";
import type { Stage } from "../matrix-stage";
import type { IdsByPrefix } from "./arbitraries";
import { faultsOf } from "./judge";
import { type Asked, requestsTo } from "./requests";

export interface Fuzzed {
  readonly requests: number;
  /** How often each status came. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Operations that never succeeded: their insides were not reached. */
  readonly neverDone: readonly string[];
  /** What is wrong, each with the request that brought it out. */
  readonly findings: readonly string[];
}
interface Plan {
  readonly seed: number;
  readonly rounds: number;
  /** Requests to each operation in one round. */
  readonly perRound: number;
}

const SHOWN = 1500;

/**
 * Sends requests derived from the contract's own schemas through the whole door, every second one as the first of `people`, and
 * judges each answer. The same seed gives the same requests, but for ids: those are looked up before each round, so that what
 * was made in one is used and removed in the next.
 */
export async function fuzz(stage: Stage, people: readonly Person[], { seed, rounds, perRound }: Plan): Promise<Fuzzed> {
  const statuses: Record<string, number> = {};
  const findings = new Map<string, string>();
  const done = new Set<string>();
  let requests = 0;
  for (let round = 0; round < rounds; round++) {
    const known = { ids: await idsIn(stage), named: await namedIn(stage) };
    for (const asked of requestsOf(known, stage, seed + round, perRound)) {
      const person = chosen(people, seed, requests);
      const answer = await send(stage, asked, person);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      requests += 1;
      if (answer.ok) done.add(asked.operation);
      for (const fault of await faultsFor(stage, asked, answer, person))
        findings.set(
          `${asked.operation} ${fault}`,
          `${asked.operation} ${fault}\n    as ${person.name}: ${shown(asked)}`,
        );
    }
  }
  const neverDone = Object.keys(contract).filter((id) => !done.has(id));
  return { requests, statuses, neverDone, findings: [...findings.values()] };
}

/** The first person every second time, the others in turns that keep no step with the operations. */
function chosen(people: readonly Person[], seed: number, turn: number): Person {
  const mixed = Math.imul(Math.imul(turn + seed, 0x9e3779b1) ^ 0x5bd1e995, 0x85ebca6b) >>> 8;
  const [first, ...others] = people;
  const other = others[(mixed >> 1) % others.length];
  if (!first || !other) throw new Error("It takes two people at least.");
  return mixed % 2 === 0 ? first : other;
}

type Known = Parameters<typeof requestsTo>[2];

/** The stage's own accounts stay, or every later request would ask about nothing. */
function requestsOf(known: Known, { here, elsewhere }: Stage, seed: number, numRuns: number): Asked[] {
  const spare = (known.ids.acc ?? []).filter((id) => id !== here.id && id !== elsewhere.id);
  const removable = { ...known, ids: { ...known.ids, acc: spare } };
  const byOperation = (Object.entries(contract) as [OperationId, Endpoint][]).map(([id, entry], place) =>
    fc.sample(requestsTo(id, entry, id === "removeAccount" ? removable : known), {
      seed: seed * 1000 + place,
      numRuns,
    }),
  );
  return Array.from({ length: numRuns }, (_, index) => byOperation.map((asked) => asked[index])).flat() as Asked[];
}

function send({ door }: Stage, { path, method, headers, body }: Asked, person: Person): Promise<Response> {
  const all = new Headers({ ...headers, ...(person.headers as Record<string, string>) });
  return door.send(path, { method, headers: all, ...(body === undefined ? {} : { body }) });
}

async function faultsFor(stage: Stage, asked: Asked, answer: Response, person: Person): Promise<string[]> {
  const foreign = person.sees === "elsewhere" ? new RegExp(`${stage.here.awsAccountId}|${stage.here.id}`) : undefined;
  const faults = await faultsOf(asked, answer, foreign);
  return "polluted" in {} ? [...faults, "changed JavaScript's own objects"] : faults;
}

/** Ids of everything that there is, by prefix. Those who ask have ids of another form, so that nobody removes them. */
async function idsIn({ door }: Stage): Promise<IdsByPrefix> {
  const tables = await door.rows(
    `SELECT table_name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'id' AND data_type IN ('text', 'character varying')`,
  );
  const ids: Record<string, string[]> = {};
  for (const { table_name: table } of tables) {
    const found = await door.rows(`SELECT id FROM "${table}" WHERE id ~ '^[a-z]+_[0-9a-hjkmnp-tv-z]{20}$' LIMIT 20`);
    for (const { id } of found as { id: string }[]) {
      const prefix = id.split("_")[0] ?? "";
      ids[prefix] = [...(ids[prefix] ?? []), id];
    }
  }
  return ids;
}

/** What must be known to get further than the door: hashes of plans, ARNs of queues, versions of settings. */
async function namedIn({ door }: Stage): Promise<Known["named"]> {
  const column = async (statement: string) => (await door.rows(statement)).map(({ value }) => value);
  return {
    hash: await column("SELECT hash AS value FROM plan ORDER BY created_at DESC LIMIT 3"),
    arn: await column("SELECT arn AS value FROM queue LIMIT 3"),
    version: [1],
    ifVersion: [0, 1],
    confirmCount: [0, 1],
  };
}

function shown(asked: Asked): string {
  const text = JSON.stringify(asked);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
}
