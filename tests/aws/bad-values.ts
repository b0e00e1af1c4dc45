import type { SeededRandom } from "@/simulator/seeded-random";
import { DEEP_LIST, type Input } from "./raw-request";

/** Beyond every documented limit of a text, and of what JSON should be nested. */
const LONG_CHARACTERS = 300_000;
const DEEP_LEVELS = 50_000;

const deepText = `${'{"a":['.repeat(DEEP_LEVELS)}${"]}".repeat(DEEP_LEVELS)}`;

/** Of every type, and of no sense. */
const SHORT: readonly unknown[] = [
  ...[7, -1, 1.5, 1e308, "", " ", "x", "*", "{}", "[[", "null", "arn:aws:sqs:::", "\u0000<&>\ud800🦄", "__proto__"],
  ...[true, false, null, [], ["x"], [null], [[]], [7], {}, { x: 1 }, { constructor: null }, [{}], [{ Id: 7 }], "NaN"],
  ...[
    "9".repeat(30),
    "2026-13-45T99:00:00Z",
    "%ZZ",
    "a/../../b",
    "\\",
    "(((((((((",
    "rate(0 days)",
    "cron(* * * * * *)",
  ],
];
const LARGE_TEXTS: readonly unknown[] = ["x".repeat(LONG_CHARACTERS), deepText];
const LARGE_LISTS: readonly unknown[] = [DEEP_LIST, Array(2000).fill("x")];

/**
 * What a member may be set to: so many short values, and large ones, one of each kind or all of them. In a path or a
 * query string nothing large, as HTTP itself ends such requests.
 */
export function badValues(
  random: SeededRandom,
  travelsInUrl: boolean,
  { count, isEveryLarge }: { readonly count: number; readonly isEveryLarge: boolean },
): unknown[] {
  const picked = Array.from({ length: count }, () => pick(random, SHORT));
  if (travelsInUrl) return picked;
  if (isEveryLarge) return [...picked, ...LARGE_TEXTS, ...LARGE_LISTS];
  return [...picked, pick(random, LARGE_TEXTS), pick(random, LARGE_LISTS)];
}

export function pick<T>(random: SeededRandom, among: readonly T[]): T {
  const one = among[Math.floor(random.next() * among.length)];
  if (one === undefined && among.length === 0) throw new Error("nothing to pick from");
  return one as T;
}

/** The input over and over with one of its values, at any depth and in JSON text too, replaced, renamed or taken out. */
export function* spoiltInside(input: Input, random: SeededRandom, count: number): Generator<Input> {
  for (let round = 0; round < count && Object.keys(input).length > 0; round++) {
    const spoilt = structuredClone(input);
    spoilOne(spoilt, random);
    yield spoilt;
  }
}

function spoilOne(value: object, random: SeededRandom): void {
  const [holder, name] = pick(random, placesIn(value));
  const inner: unknown = Reflect.get(holder, name);
  const parsed = jsonIn(inner);
  const chance = random.next();
  if (parsed && chance < 0.7) {
    spoilOne(parsed, random);
    Reflect.set(holder, name, JSON.stringify(parsed));
  } else if (chance < 0.8) Reflect.deleteProperty(holder, name);
  else if (chance < 0.85 && !Array.isArray(holder))
    Object.defineProperty(holder, pick(random, NAMES), { value: inner, enumerable: true });
  else Reflect.set(holder, name, pick(random, SHORT));
}

/** Names that every JavaScript object answers to. */
const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "length"] as const;

function jsonIn(text: unknown): object | undefined {
  if (typeof text !== "string" || !/^[[{]./.test(text)) return undefined;
  const parsed = orUndefined(() => JSON.parse(text));
  return typeof parsed === "object" && parsed !== null && Object.keys(parsed).length > 0 ? parsed : undefined;
}

function orUndefined(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    // Text that only looks like JSON, such as a filter pattern.
    return undefined;
  }
}

function placesIn(value: object): [holder: object, name: string][] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const own: [object, string][] = [[value, name]];
    return typeof inner === "object" && inner !== null ? [...own, ...placesIn(inner)] : own;
  });
}
