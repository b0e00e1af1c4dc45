import { globMatches } from "../../selection/glob";
import { type Block, lettersOf, readBlock } from "./import-keys";
import type { ThresholdLine } from "./resolve";

/** A queue that we know, and where its failures go. */
export interface NamedQueue {
  readonly name: string;
  readonly isDeadLetterQueue: boolean;
  readonly deadLetterName: string | null;
}
export interface ImportedThresholds {
  readonly thresholds: ThresholdLine[];
  readonly warnings: string[];
  readonly queueCount: number;
  readonly unknownQueues: string[];
}

const KNOWN_ENVIRONMENTS = new Set([
  "ci",
  "dev",
  "eng",
  "int",
  "test",
  "qa",
  "sat",
  "uat",
  "staging",
  "pre",
  "prd",
  "prod",
  "production",
]);
const NAME_KEYS = ["name", "queue", "queueName", "queue_name"];
const MOST_CHARACTERS = 200;
type Said = Readonly<Record<string, unknown>>;

/**
 * Lines of ours from a per-queue file (docs/alerts-thresholds.md): a list or a map of queues, each flat or with blocks by
 * environment. What is not understood is named and left out, the rest is taken. Limits of a dead-letter queue are set on that
 * of the queue, as far as it is known. Environment blocks come after what holds everywhere, and so go over it.
 */
export function importedThresholds(document: unknown, known: readonly NamedQueue[]): ImportedThresholds {
  const warnings: string[] = [];
  const entries = entriesOf(document, warnings);
  const unknownQueues: string[] = [];
  const thresholds = entries.flatMap(({ name, said }) => {
    const isKnown = name === undefined || known.some((queue) => globMatches(name, queue.name));
    if (name !== undefined && !isKnown) unknownQueues.push(name);
    return blocksOf(said, name ?? "defaults", warnings).flatMap(({ environment, block }) =>
      linesOf(name, environment, block, known, warnings),
    );
  });
  const queueCount = entries.filter(({ name }) => name !== undefined).length;
  return { thresholds, warnings, queueCount, unknownQueues: [...new Set(unknownQueues)] };
}

interface Entry {
  /** Undefined for what is said of all queues. */
  readonly name: string | undefined;
  readonly said: Said;
}

function entriesOf(document: unknown, warnings: string[]): Entry[] {
  if (Array.isArray(document)) return listed(document, warnings);
  if (!isMap(document)) {
    warnings.push("The file is neither a list nor a map of queues.");
    return [];
  }
  const { defaults, queues } = document;
  if (queues === undefined && defaults === undefined) return mapped(document, warnings);
  for (const key of Object.keys(document))
    if (key !== "defaults" && key !== "queues" && key !== "version")
      warnings.push(`${key} is not known, and left out.`);
  const all = isMap(defaults) ? [{ name: undefined, said: defaults }] : [];
  if (Array.isArray(queues)) return [...all, ...listed(queues, warnings)];
  return [...all, ...(isMap(queues) ? mapped(queues, warnings) : [])];
}

function listed(list: readonly unknown[], warnings: string[]): Entry[] {
  return list.flatMap((said, at) => {
    const key = isMap(said) ? NAME_KEYS.find((one) => said[one] !== undefined) : undefined;
    const name = isMap(said) && key !== undefined ? said[key] : undefined;
    if (isMap(said) && key !== undefined && isName(name)) return [{ name: name.trim(), said: without(said, key) }];
    warnings.push(`Entry ${at + 1} names no queue, and is left out.`);
    return [];
  });
}

function mapped(map: Said, warnings: string[]): Entry[] {
  return Object.entries(map).flatMap(([name, said]) => {
    if (isName(name) && isMap(said)) return [{ name: name.trim(), said }];
    warnings.push(`${name.slice(0, MOST_CHARACTERS)} says nothing of a queue, and is left out.`);
    return [];
  });
}

interface EnvironmentBlock {
  readonly environment: string | undefined;
  readonly block: Block;
}

function blocksOf(said: Said, where: string, warnings: string[]): EnvironmentBlock[] {
  const under = isMap(said.environments) ? said.environments : isMap(said.env) ? said.env : {};
  const direct = Object.entries(said).filter(([key, value]) => KNOWN_ENVIRONMENTS.has(lettersOf(key)) && isMap(value));
  const named = typeof said.environment === "string" ? said.environment : undefined;
  const others = new Set([
    ...direct.map(([key]) => key),
    ...(isMap(said.environments) ? ["environments"] : []),
    ...(isMap(said.env) ? ["env"] : []),
    ...(named === undefined ? [] : ["environment"]),
  ]);
  const flat = { environment: named, block: readBlock(said, others, where, warnings) };
  const own = [...Object.entries(under), ...direct].flatMap(([environment, block]) => {
    const at = `${where}, ${environment}`;
    if (isMap(block)) return [{ environment, block: readBlock(block, new Set(), at, warnings) }];
    warnings.push(`${at} says nothing, and is left out.`);
    return [];
  });
  const deadLetterName = flat.block.deadLetterName;
  return [flat, ...own.map((one) => ({ ...one, block: { deadLetterName, ...defined(one.block) } as Block }))];
}

function defined(block: Block): Partial<Block> {
  const { deadLetterName, ...rest } = block;
  return deadLetterName === undefined ? rest : block;
}

function linesOf(
  name: string | undefined,
  environment: string | undefined,
  { mode, queue, deadLetter, both, deadLetterName }: Block,
  known: readonly NamedQueue[],
  warnings: string[],
): ThresholdLine[] {
  const about = (match: string | undefined) => ({
    ...(match === undefined ? {} : { match: { name: match } }),
    ...(environment === undefined ? {} : { environment }),
  });
  const hasDeadLetter = Object.keys(deadLetter).length > 0;
  if (name === undefined) {
    if (mode === "disabled") return [{ enabled: false, ...about(undefined) }];
    const said = { ...queue, ...deadLetter, ...both };
    return Object.keys(said).length === 0 ? [] : [{ enabled: true, ...about(undefined), ...said }];
  }
  const itself = { deadLetters: deadLettersOf(name, deadLetterName, known) };
  if (mode === "disabled") return [name, ...itself.deadLetters].map((match) => ({ enabled: false, ...about(match) }));
  const own = Object.keys(queue).length > 0 ? [{ enabled: true, ...about(name), ...queue, ...both }] : [];
  if (!hasDeadLetter) return own;
  if (itself.deadLetters.length === 0)
    warnings.push(`${name}: no dead-letter queue of it is known here. Its limit is set for ${name}-dlq.`);
  const names = itself.deadLetters.length === 0 ? [`${name}-dlq`] : itself.deadLetters;
  return [...own, ...names.map((match) => ({ enabled: true, ...about(match), ...deadLetter, ...both }))];
}

/** Where the failures of the queues of this name go; a dead-letter queue that is named itself is its own. */
function deadLettersOf(name: string, said: string | undefined, known: readonly NamedQueue[]): string[] {
  if (said !== undefined) return [said];
  const found = known
    .filter((queue) => globMatches(name, queue.name))
    .flatMap(({ isDeadLetterQueue, deadLetterName, name: own }) =>
      deadLetterName !== null ? [deadLetterName] : isDeadLetterQueue ? [own] : [],
    );
  return [...new Set(found)].sort();
}

function isMap(value: unknown): value is Said {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isName(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= MOST_CHARACTERS;
}
function without(said: Said, key: string): Said {
  return Object.fromEntries(Object.entries(said).filter(([one]) => one !== key));
}
