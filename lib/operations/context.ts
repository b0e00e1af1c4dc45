import type { OutputOf } from "@/lib/contract";
import type { Actor } from "@/lib/core/actor";
import type { IdKind } from "@/lib/core/ids";
import type { SigningAlgorithm } from "@/lib/core/sign-in/claims";
import type { Db } from "@/lib/db/connect";
import type { Keyring } from "@/lib/db/keyring";
import type { Log } from "@/lib/log";

/** What one installation has set, for both processes. */
export interface Settings {
  readonly isDemo: boolean;
  readonly isSimulated: boolean;
  readonly baseUrl: string;
  readonly undoSeconds: number;
  readonly observationSeconds: number;
}

/** What every operation gets: who asks, the database, the clock, chance. It has no way to AWS. */
export interface Ctx {
  readonly db: Db;
  readonly keyring: Keyring;
  readonly actor: Actor;
  readonly requestId: string;
  readonly ip: string | null;
  readonly idempotencyKey: string | null;
  /** Which operation this is, once one has begun. */
  readonly operation?: string;
  readonly settings: Settings;
  readonly log: Pick<Log, "info" | "warn" | "error">;
  now(): Date;
  newId(kind: IdKind): string;
  /** One-way hash of a password, in the form that sign-in checks. */
  hashPassword(password: string): Promise<string>;
  /** What the provider at this address says of itself now. Only the web process asks. */
  askProvider(provider: {
    readonly issuer: string;
    readonly algorithms: readonly SigningAlgorithm[];
  }): Promise<OutputOf<"testProvider">>;
}
