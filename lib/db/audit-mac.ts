import { canonicalJson } from "@/lib/core/canonical-json";
import { hmacUnder, type Keyring } from "./keyring";
import { sql } from "./query";

/** What a MAC is about: one over an entry can never pass for one over a seal. */
type About = "entry" | "seal" | "head" | "checkpoint" | "export";

/** Keyed hash over these values, in hex. Who has the database but not the key can neither make nor mend one. */
export function auditMac(keyring: Pick<Keyring, "secret">, about: About, values: readonly unknown[]): string {
  return hmacUnder(keyring.secret("audit"))
    .update(canonicalJson([`dlo-audit-${about}`, ...values]))
    .digest("hex");
}

/** An entry as it stands in the table, without its MAC: the keys are the columns. */
export interface EntryColumns {
  readonly id: number;
  readonly at: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly on_behalf_of: string | null;
  readonly action: string;
  readonly object_kind: string;
  readonly object_id: string | null;
  readonly account_id: string | null;
  readonly region: string | null;
  readonly run_id: string | null;
  readonly request_id: string | null;
  readonly ip: string | null;
  readonly detail: unknown;
}

/**
 * Over every column and the id, so that an entry can be written again nowhere else. Times and JSON are brought to one form:
 * the database writes both in another than the one that they came in.
 */
export function entryMac(keyring: Pick<Keyring, "secret">, entry: EntryColumns): string {
  return auditMac(keyring, "entry", [{ ...entry, at: new Date(entry.at).toISOString() }]);
}

/** The entry `e` as the database writes it, without its MAC: nothing of it can change unseen, and a new column changes nothing. */
export const ENTRY_TEXT = sql`(SELECT row_to_json(t)::text FROM (SELECT e.id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.on_behalf_of,
  e.action, e.object_kind, e.object_id, e.account_id, e.region, e.run_id, e.request_id, e.ip, e.detail) t)`;

/** The entry that such a text is of. Only texts of the database itself are given to it. */
export function entryFrom(text: string): EntryColumns {
  return JSON.parse(text) as EntryColumns;
}

export interface SealFacts {
  readonly position: number;
  readonly entryId: number;
  readonly previous: string;
  readonly sealedAt: string;
}

/** The link of the chain: over the link before, the entry word for word, and every column of the seal itself. */
export function sealHash(keyring: Pick<Keyring, "secret">, seal: SealFacts, text: string, mac: string | null): string {
  return auditMac(keyring, "seal", [seal.previous, seal.position, seal.entryId, seal.sealedAt, text, mac]);
}

/** What PostgreSQL can store of a text: it refuses NUL, and half characters become U+FFFD, which a MAC over the whole would not fit. */
export function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}

/** JSON as it will stand in the table: what JSON cannot say is gone, and every text and name in it can be stored. */
export function storableJson(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === "string") return storable(part);
      if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
      return Object.fromEntries(Object.entries(part).map(([name, member]) => [storable(name), member]));
    }),
  );
}
