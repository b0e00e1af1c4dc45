import { parseArn } from "../arn";
import { consumersOf, isOn } from "../coverage/consumers-of";
import { natureOf, targetName } from "../events/side-effect";
import type { Graph } from "../inventory/graph";
import { kindOfArn } from "../inventory/kind-of-arn";
import { KIND_WORDS, type Resource, type ResourceKind, type ResourceOf } from "../inventory/resource";
import { unqualified } from "../inventory/unqualified";
import type { BlindSpot, Hit, Impact, LoopRisk } from "./hit";
import { leavesOutReplays } from "./replay-pattern";
import { subscriptionNature } from "./subscription-nature";

/** More places than anybody reads; what lies beyond them is said to be more. */
const MOST_HITS = 500;
/** Only these pass events on by their own configuration. */
const RELAYS: readonly (ResourceKind | null)[] = ["bus", "topic", "queue", "function"];

/** How an event came to a place: the words of its way, and the ARNs that it has passed. */
interface Way {
  readonly path: readonly string[];
  readonly passed: readonly string[];
  /** It was handed from bus to bus already, and is the same event still. */
  readonly isForwarded: boolean;
  /** Invoked without waiting for it: then a function's own destinations get what it returns. */
  readonly isAsync: boolean;
}

/** Follows events over the inventory, each place once in each way that it can come to it. */
export class Walk {
  #hits = new Map<string, Hit>();
  /** Places as they were come to: one that was handed an event in another way may hand it on further. */
  #come = new Set<string>();
  #blind = new Map<string, BlindSpot>();
  #loops = new Map<string, LoopRisk>();
  #notes = new Set<string>();
  #isCut = false;

  constructor(
    private readonly graph: Graph,
    private readonly replayedBusArn: string,
  ) {}

  found(): Omit<Impact, "rules"> {
    return {
      hits: [...this.#hits.values()],
      blindSpots: [...this.#blind.values()],
      loops: [...this.#loops.values()],
      notes: [...this.#notes],
      isCut: this.#isCut,
    };
  }

  rule(rule: ResourceOf<"rule">, path: readonly string[]): void {
    this.#targetsOf(rule, { path, passed: [this.replayedBusArn], isForwarded: false, isAsync: true });
  }

  #targetsOf({ arn, name, config }: ResourceOf<"rule">, way: Way): void {
    const path = [...way.path, `rule ${name}`];
    const passed = [...way.passed, arn];
    for (const target of config.targets) {
      const isBus = kindOfArn(target.arn) === "bus";
      if (isBus && way.isForwarded && !isSamePlace(target.arn, config.busArn)) {
        this.#notes.add(
          `EventBridge hands an event from bus to bus once only: ${name} does not get it on to ${targetName(target.arn)}.`,
        );
        continue;
      }
      this.#visit(target.arn, { path, passed, isForwarded: isBus, isAsync: true });
    }
  }

  #visit(arn: string, way: Way): void {
    const place = unqualified(arn);
    const path = [...way.path, wordsFor(arn)];
    if (way.passed.includes(place)) {
      const isBack = place === this.replayedBusArn;
      this.#loops.set(place, { leadsToReplayedBus: isBack, path });
      return;
    }
    const come = `${arn} ${way.isForwarded} ${way.isAsync}`;
    if (this.#come.has(come)) return;
    this.#come.add(come);
    if (!this.#hits.has(arn) && this.#hits.size >= MOST_HITS) {
      this.#isCut = true;
      return;
    }
    const kind = kindOfArn(place);
    const isGone = kind !== null && this.graph.lookUp(kind, place) === "gone";
    if (!this.#hits.has(arn)) this.#hits.set(arn, { arn, ...hitWords(arn), path, isGone });
    if (!isGone) this.#goOn(place, kind, { ...way, path, passed: [...way.passed, place] });
  }

  #goOn(arn: string, kind: ResourceKind | null, way: Way): void {
    const known = this.graph.find(arn);
    if (known) this.#beyond(known, way);
    else {
      // Streams are not in the inventory, and what takes from them is.
      this.#consumers(arn, way);
      const where = `account ${parseArn(arn)?.awsAccountId ?? ""}, ${parseArn(arn)?.region ?? ""}`;
      if (RELAYS.includes(kind)) this.#cannotSee(arn, way, `it is not in the inventory (${where})`);
    }
  }

  #beyond(known: Resource, way: Way): void {
    if (known.kind === "bus") this.#rulesOf(known, way);
    if (known.kind === "topic") this.#subscriptions(known, way);
    if (known.kind === "function" && way.isAsync) this.#onSuccess(known.arn, way);
    if (known.kind !== "queue") return;
    this.#unlessRead(known, ["mapping", "pipe"], way);
    this.#consumers(known.arn, way);
  }

  #rulesOf(bus: ResourceOf<"bus">, way: Way): void {
    this.#unlessRead(bus, ["rule"], way);
    for (const { kind, to } of this.graph.edgesFrom(bus.arn)) {
      const rule = kind === "delivers" ? this.graph.find(to) : undefined;
      if (rule?.kind === "rule" && rule.config.isEnabled && !leavesOutReplays(rule.config.eventPattern))
        this.#targetsOf(rule, way);
    }
  }

  #consumers(arn: string, way: Way): void {
    for (const consumer of consumersOf(this.graph, arn)) {
      if (!isOn(consumer)) continue;
      if (consumer.kind === "mapping") {
        this.#visit(consumer.config.functionArn, { ...way, isForwarded: false, isAsync: false });
        continue;
      }
      const { enrichmentArn, targetArn } = consumer.config;
      const path = [...way.path, `pipe ${consumer.name}`];
      for (const next of [enrichmentArn, targetArn])
        if (next) this.#visit(next, { ...way, path, isForwarded: false, isAsync: next === targetArn });
    }
  }

  #subscriptions(topic: ResourceOf<"topic">, way: Way): void {
    this.#unlessRead(topic, ["subscription"], way);
    for (const { kind, to } of this.graph.edgesFrom(topic.arn)) {
      const found = kind === "delivers" ? this.graph.find(to) : undefined;
      if (found?.kind !== "subscription" || !found.config.isConfirmed) continue;
      const outside = subscriptionNature(found);
      if (outside) this.#hits.set(found.arn, { ...outside, path: [...way.path, outside.kind], isGone: false });
      else this.#visit(found.config.endpoint, { ...way, isForwarded: false, isAsync: true });
    }
  }

  #onSuccess(functionArn: string, way: Way): void {
    for (const { kind, to } of this.graph.edgesFrom(functionArn))
      if (kind === "delivers") this.#visit(to, { ...way, isForwarded: false, isAsync: true });
  }

  #unlessRead({ arn, awsAccountId, region }: Resource, kinds: readonly ResourceKind[], way: Way): void {
    const unread = kinds.filter((kind) => !this.graph.isRead({ awsAccountId, region, kind }));
    if (unread.length === 0) return;
    const what = unread.map((kind) => `${KIND_WORDS[kind]}s`).join(" and ");
    this.#cannotSee(arn, way, `${what} are not read in ${awsAccountId}, ${region}`);
  }

  #cannotSee(arn: string, { path }: Way, why: string): void {
    this.#blind.set(arn, { arn, words: `Unknown beyond ${wordsFor(arn)}: ${why}.`, path });
  }
}

function hitWords(arn: string): Pick<Hit, "name" | "kind" | "sideEffect" | "words" | "awsAccountId" | "region"> {
  const { awsAccountId = "", region = "" } = parseArn(arn) ?? {};
  return { ...natureOf(arn), name: targetName(arn), awsAccountId, region };
}

function wordsFor(arn: string): string {
  return `${natureOf(arn).kind} ${targetName(arn)}`;
}

function isSamePlace(arn: string, other: string): boolean {
  const [one, two] = [parseArn(arn), parseArn(other)];
  return one?.awsAccountId === two?.awsAccountId && one?.region === two?.region;
}
