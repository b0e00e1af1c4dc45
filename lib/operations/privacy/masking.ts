import { createMasker, type Masker } from "@/lib/core/privacy/masker";
import { DEFAULT_RULES, type MaskingRule, type TokenOf } from "@/lib/core/privacy/masking-rule";
import { canonicalMaskingRules } from "@/lib/core/privacy/masking-rules";
import { tokensBy } from "@/lib/core/privacy/value-token";
import { sha256Of } from "@/lib/db/bodies";
import type { Sql, Tx } from "@/lib/db/connect";
import { hmacUnder, type Keyring } from "@/lib/db/keyring";
import { holdMaskingSetting, MASKING_SETTING } from "@/lib/db/masking";
import { getSetting } from "@/lib/db/settings";
import { inflate } from "../failures/inflate";

export interface MaskingSetting {
  readonly rules: readonly MaskingRule[];
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}
export const AS_DELIVERED: MaskingSetting = { rules: DEFAULT_RULES, changedAt: null, changedBy: null };

/** The rules in force, ready to be applied. */
export interface Masking {
  readonly version: string;
  readonly rules: readonly MaskingRule[];
  /** For what is kept to be searched: rules for display leave it in clear. The same as `forKeeping` where there are none. */
  readonly forSearch: Masker;
  /** For whatever else is kept of a message. */
  readonly forKeeping: Masker;
  /** The same without tokens: for words that many messages share. */
  readonly forWords: Masker;
  /** One of its own for each answer, since it counts. */
  readonly toShow: () => Masker;
  /** Tells values apart without telling them. */
  readonly tagOf: (value: string) => string;
}

export async function readMasking(db: Sql, keyring: Keyring): Promise<Masking> {
  return maskingBy(keyring, await readMaskingSetting(db));
}

/** The same, and the rules stay in force until the transaction ends: whoever changes them waits. */
export async function holdMasking(tx: Tx, keyring: Keyring): Promise<Masking> {
  return maskingBy(keyring, (await holdMaskingSetting<MaskingSetting>(tx)) ?? AS_DELIVERED);
}

export async function readMaskingSetting(db: Sql): Promise<MaskingSetting> {
  return (await getSetting<MaskingSetting>(db, MASKING_SETTING)) ?? AS_DELIVERED;
}

export function maskingBy(keyring: Keyring, { rules }: Pick<MaskingSetting, "rules">): Masking {
  const tokenOf = tokensOf(keyring);
  const stored = rules.filter(({ where }) => where === "storage");
  const forKeeping = createMasker(rules, tokenOf, inflate);
  const tokenless = rules.map((rule) => ({ ...rule, keepsToken: false }));
  return {
    version: maskingVersion(rules),
    rules,
    forSearch: stored.length === rules.length ? forKeeping : createMasker(stored, tokenOf, inflate),
    forKeeping,
    forWords: createMasker(tokenless, tokenOf, inflate),
    toShow: () => createMasker(rules, tokenOf, inflate),
    tagOf: (value) => hmac(keyring, `tag ${value}`).toString("hex").slice(0, 8),
  };
}

/** The same for all lists that mean the same. */
export function maskingVersion(rules: readonly MaskingRule[]): string {
  return `msk-${sha256Of(canonicalMaskingRules(rules)).slice(0, 32)}`;
}

/** Tokens that only this installation can make: equal for equal values, and nothing without the key. */
export function tokensOf(keyring: Keyring): TokenOf {
  return tokensBy((text) => hmac(keyring, text));
}

function hmac(keyring: Keyring, text: string): Buffer {
  return hmacUnder(keyring.secret("search")).update(text).digest();
}

/** The name of a message group with everything masked. Groups stay apart: who masks two of them alike would mix their orders. */
export function maskedGroup(masking: Masking, group: string | null): string | null {
  if (group === null) return null;
  const masked = masking.forKeeping.text(group);
  return masked === group ? group : `${masked} #${masking.tagOf(group)}`;
}
