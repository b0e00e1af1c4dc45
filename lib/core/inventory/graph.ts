import { parseArn } from "../arn";
import { type Edge, edgesOf } from "./edges";
import type { Resource, ResourceKind, ResourceOf } from "./resource";
import { unqualified } from "./unqualified";

/** What was read where: a service of an account × Region that answered. */
export interface ReadPlace {
  readonly awsAccountId: string;
  readonly region: string;
  readonly kind: ResourceKind;
  /** What was not there then, did not exist then. Null: the last look did not reach the end. Left out: just now. */
  readonly lookedAt?: Date | null;
}

/** The inventory of all accounts as one graph. What it does not hold may still exist where nobody could look. */
export interface Graph {
  readonly resources: readonly Resource[];
  find(arn: string): Resource | undefined;
  all<K extends ResourceKind>(kind: K): readonly ResourceOf<K>[];
  edgesFrom(arn: string): readonly Edge[];
  edgesTo(arn: string): readonly Edge[];
  /** Who gives up into this queue or topic, whatever the service. */
  sendersOf(deadLetterArn: string): readonly { readonly sender: Resource; readonly edge: Edge }[];
  /** Whether resources of this kind were read there, lately at least: what is known of them still counts. */
  isRead(place: ReadPlace): boolean;
  /** Whether nothing else of this kind can be there that matters to `arn`: the last look reached the end, after `arn` and all that names it last changed. */
  isAllRead(place: ReadPlace, arn: string): boolean;
  /** *gone* only where somebody looked, after it was named, and did not find it; else *unknown*. What is there may still be unread: see `find`. */
  lookUp(kind: ResourceKind, arn: string): "there" | "gone" | "unknown";
}

/**
 * `unread`: ARNs that are known to exist though nobody read what they are. `changedAt`: what was seen to change or appear,
 * and when: what it names may have been made together with it, after its own place was looked into.
 */
export function buildGraph(
  resources: readonly Resource[],
  read: readonly ReadPlace[],
  unread: ReadonlySet<string> = new Set(),
  changedAt: ReadonlyMap<string, Date> = new Map(),
): Graph {
  const byArn = new Map(resources.map((resource) => [resource.arn, resource]));
  const edges = resources.flatMap(edgesOf);
  const from = groupBy(edges, (edge) => edge.from);
  const to = groupBy(edges, (edge) => edge.to);
  const byKind = groupBy(resources, (resource) => resource.kind);
  const looks = new Map(read.map((place) => [keyOf(place), place.lookedAt]));
  const isRead = (place: ReadPlace) => looks.has(keyOf(place));
  const isAllRead = (place: ReadPlace, arn: string) => {
    const lookedAt = looks.get(keyOf(place));
    if (lookedAt === null || !isRead(place)) return false;
    const named = [arn, ...(to.get(unqualified(arn)) ?? []).map((edge) => edge.from)];
    return lookedAt === undefined || named.every((one) => (changedAt.get(one)?.getTime() ?? 0) < lookedAt.getTime());
  };
  return {
    resources,
    find: (arn) => byArn.get(arn) ?? byArn.get(unqualified(arn)),
    all: <K extends ResourceKind>(kind: K) => ofKind(byKind.get(kind) ?? [], kind),
    edgesFrom: (arn) => from.get(arn) ?? [],
    edgesTo: (arn) => to.get(arn) ?? [],
    sendersOf: (arn) =>
      (to.get(arn) ?? []).flatMap((edge) => {
        const sender = byArn.get(edge.from);
        return edge.kind === "dead-letters" && sender ? [{ sender, edge }] : [];
      }),
    isRead,
    isAllRead,
    lookUp(kind, arn) {
      if (byArn.has(arn) || byArn.has(unqualified(arn)) || unread.has(arn)) return "there";
      const { awsAccountId = "", region = "" } = parseArn(arn) ?? {};
      return isAllRead({ kind, awsAccountId, region }, arn) ? "gone" : "unknown";
    },
  };
}

function keyOf({ awsAccountId, region, kind }: ReadPlace): string {
  return `${awsAccountId} ${region} ${kind}`;
}

function ofKind<K extends ResourceKind>(resources: readonly Resource[], kind: K): readonly ResourceOf<K>[] {
  // The cast says what the grouping by `kind` has just made true.
  return resources.filter((resource) => resource.kind === kind) as unknown as readonly ResourceOf<K>[];
}

function groupBy<T>(items: readonly T[], keyFor: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyFor(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
