import type { AwsCredentialIdentity } from "@smithy/types";

export interface SessionWish {
  /** Sessions with the same key are one session. */
  readonly key: string;
  readonly roleArn: string;
  readonly externalId: string;
  readonly sessionName: string;
  readonly policy?: string;
  /** Asks again even when a refusal is remembered. */
  readonly isPatient?: boolean;
}
export interface StsSession {
  readonly credentials: AwsCredentialIdentity;
  readonly expiresAtMs: number;
}
export type AssumeRole = (wish: SessionWish, durationSeconds: number) => Promise<StsSession>;

/** The longest that a role reached through another role may live, and the least that every role allows. */
const DURATION_SECONDS = 3600;
const REFRESH_BEFORE_MS = 300_000;
/** A refused AssumeRole is not asked again for this long: pollers come every few seconds, people mend roles in minutes. */
const REMEMBER_REFUSAL_MS = 30_000;

interface Kept {
  readonly session: StsSession;
  readonly refreshAtMs: number;
  readonly endsAtMs: number;
}

/**
 * Sessions of roles, each assumed once however many ask for it at the same time, and again shortly before it ends. While
 * a refresh fails, a session that still lives goes on being used.
 */
export class StsSessions {
  #kept = new Map<string, Kept>();
  #underWay = new Map<string, Promise<Kept>>();
  #refused = new Map<string, { readonly error: unknown; readonly untilMs: number }>();

  constructor(
    private readonly assume: AssumeRole,
    private readonly nowMs: () => number,
  ) {}

  async credentials(wish: SessionWish): Promise<AwsCredentialIdentity> {
    const now = this.nowMs();
    const kept = this.#kept.get(wish.key);
    if (kept && now < kept.refreshAtMs) return kept.session.credentials;
    const refused = this.#refused.get(wish.key);
    if (refused && now < refused.untilMs && !wish.isPatient) {
      if (kept && now < kept.endsAtMs) return kept.session.credentials;
      throw refused.error;
    }
    try {
      return (await this.#assumeOnce(wish)).session.credentials;
    } catch (error) {
      if (kept && this.nowMs() < kept.endsAtMs && this.#kept.get(wish.key) === kept) return kept.session.credentials;
      throw error;
    }
  }

  /** Forgets the session that was found expired; one that has replaced it meanwhile stays. */
  drop(key: string, expired: AwsCredentialIdentity): void {
    if (this.#kept.get(key)?.session.credentials.accessKeyId === expired.accessKeyId) this.#kept.delete(key);
  }

  /** Forgets what has ended. */
  sweep(): void {
    const now = this.nowMs();
    for (const [key, kept] of this.#kept) if (kept.endsAtMs <= now) this.#kept.delete(key);
    for (const [key, refused] of this.#refused) if (refused.untilMs <= now) this.#refused.delete(key);
  }

  #assumeOnce(wish: SessionWish): Promise<Kept> {
    const flying = this.#underWay.get(wish.key);
    if (flying) return flying;
    const flight = this.#assume(wish).finally(() => this.#underWay.delete(wish.key));
    this.#underWay.set(wish.key, flight);
    return flight;
  }

  async #assume(wish: SessionWish): Promise<Kept> {
    const startedMs = this.nowMs();
    try {
      const session = await this.assume(wish, DURATION_SECONDS);
      // AWS's clock may be ahead of ours: no session is trusted for longer than was asked for.
      const endsAtMs = Math.min(session.expiresAtMs, startedMs + DURATION_SECONDS * 1000);
      const margin = Math.min(REFRESH_BEFORE_MS, (endsAtMs - startedMs) / 4);
      const kept = { session, endsAtMs, refreshAtMs: endsAtMs - margin };
      this.#kept.set(wish.key, kept);
      this.#refused.delete(wish.key);
      return kept;
    } catch (error) {
      this.#refused.set(wish.key, { error, untilMs: this.nowMs() + REMEMBER_REFUSAL_MS });
      throw error;
    }
  }
}
