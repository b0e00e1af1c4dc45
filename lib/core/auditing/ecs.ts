import { outcomeOf } from "../audit";

export interface ExportedEntry {
  readonly id: number;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string | null;
  readonly accountId: string | null;
  readonly region: string | null;
  readonly runId: string | null;
  readonly requestId: string | null;
  readonly ip: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly position: number | null;
  readonly hash: string | null;
}

/**
 * One entry with the field names of the Elastic Common Schema; what it has no name for stands under `dlo`. `event.sequence`
 * and `event.hash` are the entry's place and link in the chain, absent while it is not sealed.
 */
export function ecsEvent(entry: ExportedEntry): Record<string, unknown> {
  const { position, hash } = entry;
  return {
    "@timestamp": entry.at,
    ecs: { version: "8.17.0" },
    event: {
      id: String(entry.id),
      kind: "event",
      dataset: "dlo.audit",
      action: entry.action,
      outcome: ecsOutcome(entry.action),
      ...(position === null ? {} : { sequence: position, hash }),
    },
    user: { id: entry.actorId, name: entry.actorName },
    ...(entry.ip === null ? {} : { source: { ip: entry.ip } }),
    ...(entry.requestId === null ? {} : { transaction: { id: entry.requestId } }),
    ...(entry.region === null ? {} : { cloud: { region: entry.region } }),
    dlo: {
      actor: { kind: entry.actorKind, on_behalf_of: entry.onBehalfOf },
      object: { kind: entry.objectKind, id: entry.objectId },
      account_id: entry.accountId,
      run_id: entry.runId,
      is_sealed: position !== null,
      detail: entry.detail,
    },
  };
}

function ecsOutcome(action: string): "success" | "failure" | "unknown" {
  if (action === "run.interrupted") return "unknown";
  return outcomeOf(action) === "denied" || action === "run.failed" ? "failure" : "success";
}
