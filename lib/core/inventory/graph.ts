import { parseArn } from "../arn";
import { type Edge, edgesOf } from "./edges";
import type { Resource, ResourceKind, ResourceOf } from "./resource";
import { unqualified } from "./unqualified";

/** What was read where: a service of an account × Region that answered. */
export interface ReadPlace {
  readonly awsAccountId: string;
  readonly region: string;
  readonly kind: ResourceKind;
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
  /** Whether resources of this kind were read there: only then does an absent one not exist. */
  isRead(place: ReadPlace): boolean;
  /** *gone* only where somebody looked and did not find it; else *unknown*. What is there may still be unread: see `find`. */
  lookUp(kind: ResourceKind, arn: string): "there" | "gone" | "unknown";
}

/** `unread`: ARNs that are known to exist though nobody read what they are. */
export function buildGraph(
  resources: readonly Resource[],
  read: readonly ReadPlace[],
  unread: ReadonlySet<string> = new Set(),
): Graph {
  const byArn = new Map(resources.map((resource) => [resource.arn, resource]));
  const edges = resources.flatMap(edgesOf);
  const from = groupBy(edges, (edge) => edge.from);
  const to = groupBy(edges, (edge) => edge.to);
  const byKind = groupBy(resources, (resource) => resource.kind);
  const readKeys = new Set(read.map(keyOf));
  const isRead = (place: ReadPlace) => readKeys.has(keyOf(place));
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
    lookUp(kind, arn) {
      if (byArn.has(arn) || byArn.has(unqualified(arn)) || unread.has(arn)) return "there";
      const { awsAccountId = "", region = "" } = parseArn(arn) ?? {};
      return isRead({ kind, awsAccountId, region }) ? "gone" : "unknown";
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
