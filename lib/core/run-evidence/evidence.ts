import { canonicalJson } from "../canonical-json";
import type { PlanAction, PlanDriver } from "../plans/action";
import { canonicalPlan, type PlanConfiguration, type PlanTerms } from "../plans/plan-hash";
import { countersFrom, type ItemState, type Outcome, type RunCounters } from "../runs/item";

/** What became of one message, with its place in the chain: `digest` covers this line and every one before it. */
export interface EvidenceItem {
  readonly position: number;
  readonly stage: number;
  readonly messageId: string;
  readonly bodySha256: string;
  readonly destinationArn: string | null;
  readonly editedSha256: string | null;
  readonly state: ItemState;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly attempt: number;
  readonly sendStartedAt: string | null;
  readonly sentAt: string | null;
  readonly deletedAt: string | null;
  readonly returnedAt: string | null;
  readonly destinationMessageId: string | null;
}
export type ChainedItem = EvidenceItem & { readonly digest: string };

/** What was to be done, and the run that did it. */
export interface EvidenceHeader {
  readonly run: { readonly id: string; readonly state: string; readonly counters: RunCounters };
  readonly plan: {
    readonly hash: string;
    readonly action: PlanAction;
    readonly driver: PlanDriver;
    readonly terms: PlanTerms;
    readonly configuration: PlanConfiguration;
  };
}
export type Sha256 = (text: string) => string;

/** Where the chain begins: the header, so that no item can be moved under another run. */
export function firstDigest(header: unknown, sha256: Sha256): string {
  return sha256(`dlo-evidence-1\n${canonicalJson(header)}`);
}

/** The next link: everything that is said of the item, after everything that was said before. */
export function nextDigest(before: string, item: EvidenceItem, sha256: Sha256): string {
  const { position, stage, messageId, bodySha256, destinationArn, editedSha256, state, outcome, reason } = item;
  const { attempt, sendStartedAt, sentAt, deletedAt, returnedAt, destinationMessageId } = item;
  const line = [
    ...[position, stage, messageId, bodySha256, destinationArn, editedSha256, state, outcome, reason],
    ...[attempt, sendStartedAt, sentAt, deletedAt, returnedAt, destinationMessageId],
  ];
  return sha256(`${before}\n${JSON.stringify(line)}`);
}

/**
 * What is wrong with an evidence file; nothing when every link holds, the counters are those of the items, and the items,
 * terms and settings make the hash of the plan. Needs no office and no network.
 */
export function evidenceFaults(
  file: { readonly header: EvidenceHeader; readonly items: readonly ChainedItem[]; readonly head: string },
  sha256: Sha256,
): string[] {
  const { header, items, head } = file;
  const faults: string[] = [];
  let digest = firstDigest(header, sha256);
  for (const item of items) {
    digest = nextDigest(digest, item, sha256);
    if (digest !== item.digest) {
      faults.push(`the chain breaks at position ${item.position}: it, or something before it, was changed`);
      break;
    }
  }
  if (faults.length === 0 && digest !== head)
    faults.push("the end of the chain is another: lines are missing at the end");
  const counters = countersFrom(items.map(({ state, outcome }) => ({ state, outcome, count: 1 })));
  const wrong = Object.entries(counters).filter(
    ([name, count]) => header.run.counters[name as keyof RunCounters] !== count,
  );
  for (const [name, count] of wrong) faults.push(`the items say ${count} ${name}, the run says otherwise`);
  if (`sha256:${sha256(canonicalPlan(header.plan, items))}` !== header.plan.hash)
    faults.push("the items, terms and settings do not make the hash of the plan that was applied");
  return faults;
}
