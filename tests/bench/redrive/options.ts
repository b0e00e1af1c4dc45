import type { ContestantName } from "./contestants/contestant-process";

export const CASES = ["movers", "select", "rate", "crash"] as const;
export type Case = (typeof CASES)[number];

export interface RedriveOptions {
  readonly cases: readonly Case[];
  /** Each case has its own number unless told. */
  readonly rounds: number | undefined;
  readonly messages: number;
  readonly delayMs: number;
  /** A contestant that is slower is stopped then, and judged by what it moved. */
  readonly mostSeconds: number;
  readonly only: readonly string[];
}

/** Reads `--rounds=5`, `--messages=20000`, `--seconds=60`, `--delay=15`, `--case=movers`, `--only=ours,naive64`. */
export function readOptions(flags: readonly string[]): RedriveOptions {
  const values = new Map(flags.map((flag) => [flag.replace(/^--|=.*$/g, ""), flag.split("=")[1] ?? ""]));
  const wanted = values.get("case") ?? "movers";
  const cases = CASES.filter((name) => wanted === "all" || wanted === name);
  if (cases.length === 0) throw new Error(`--case is one of ${CASES.join(", ")} or all`);
  return {
    cases,
    rounds: values.has("rounds") ? numberOf(values, "rounds", 1) : undefined,
    messages: numberOf(values, "messages", 20_000),
    delayMs: numberOf(values, "delay", 15),
    mostSeconds: numberOf(values, "seconds", 60),
    only: (values.get("only") ?? "").split(",").filter(Boolean),
  };
}

export function isWanted({ only }: RedriveOptions, name: ContestantName): boolean {
  return only.length === 0 || only.includes(name);
}

function numberOf(values: ReadonlyMap<string, string>, name: string, otherwise: number): number {
  const text = values.get(name);
  if (text === undefined) return otherwise;
  if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a whole number`);
  return Number(text);
}
