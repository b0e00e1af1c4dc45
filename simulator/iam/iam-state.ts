import { createHash } from "node:crypto";
import { type Policy, parsePolicy } from "./policy";

export interface Role {
  readonly arn: string;
  readonly accountId: string;
  readonly name: string;
  readonly roleId: string;
  readonly trust: Policy;
  readonly policies: readonly Policy[];
  /** The longest DurationSeconds that AssumeRole accepts; AWS's default is one hour. */
  readonly maxSessionSeconds: number;
  /** When set, sessions of this role end after this time whatever was asked for: a rehearsal of expiry. */
  readonly sessionSeconds?: number;
}

export interface User {
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
  readonly accessKeyId: string;
  readonly policies: readonly Policy[];
}

export interface Session {
  readonly accessKeyId: string;
  readonly sessionToken: string;
  readonly roleArn: string;
  readonly sessionArn: string;
  readonly assumedRoleId: string;
  readonly accountId: string;
  readonly expiresAt: number;
  readonly sessionPolicy?: Policy;
}

export interface RoleDraft {
  readonly arn: string;
  readonly trust: unknown;
  readonly policies: readonly unknown[];
  readonly maxSessionSeconds?: number;
  readonly sessionSeconds?: number;
}

export interface UserDraft {
  readonly arn: string;
  readonly accessKeyId: string;
  readonly policies: readonly unknown[];
}

const KEPT_AFTER_EXPIRY_MS = 86_400_000;
const DEFAULT_SESSION_SECONDS = 3600;

/** Who exists: roles, users with access keys, and the sessions that AssumeRole gave out. */
export class IamState {
  readonly roles = new Map<string, Role>();
  readonly users = new Map<string, User>();
  readonly sessions = new Map<string, Session>();

  /** Creates or replaces a role; living sessions follow the new policies at once. Throws PolicyProblem. */
  putRole(draft: RoleDraft): void {
    this.roles.set(draft.arn, {
      arn: draft.arn,
      accountId: accountOf(draft.arn),
      name: draft.arn.slice(draft.arn.lastIndexOf("/") + 1),
      roleId: uniqueId("AROA", draft.arn),
      trust: parsePolicy(draft.trust, "trust"),
      policies: draft.policies.map((policy) => parsePolicy(policy, "identity")),
      maxSessionSeconds: draft.maxSessionSeconds ?? DEFAULT_SESSION_SECONDS,
      sessionSeconds: draft.sessionSeconds,
    });
  }

  /** Creates or replaces the user that owns the access key. Throws PolicyProblem. */
  putUser(draft: UserDraft): void {
    this.users.set(draft.accessKeyId, {
      arn: draft.arn,
      accountId: accountOf(draft.arn),
      userId: uniqueId("AIDA", draft.arn),
      accessKeyId: draft.accessKeyId,
      policies: draft.policies.map((policy) => parsePolicy(policy, "identity")),
    });
  }

  /** Sessions are remembered for a day after their end, so that a late caller hears "expired", not "unknown". */
  putSession(session: Session, now: number): void {
    for (const old of this.sessions.values()) {
      if (old.expiresAt + KEPT_AFTER_EXPIRY_MS > now) break;
      this.sessions.delete(old.accessKeyId);
    }
    this.sessions.set(session.accessKeyId, session);
  }

  serialize(): IamSnapshot {
    return {
      roles: [...this.roles.values()].map((role) => ({
        arn: role.arn,
        trust: role.trust.document,
        policies: role.policies.map((policy) => policy.document),
        maxSessionSeconds: role.maxSessionSeconds,
        sessionSeconds: role.sessionSeconds,
      })),
      users: [...this.users.values()].map(({ arn, accessKeyId, policies }) => ({
        arn,
        accessKeyId,
        policies: policies.map((policy) => policy.document),
      })),
      sessions: [...this.sessions.values()].map(({ sessionPolicy, ...session }) => ({
        ...session,
        policy: sessionPolicy?.document,
      })),
    };
  }

  static load(snapshot: IamSnapshot): IamState {
    const state = new IamState();
    for (const role of snapshot.roles) state.putRole(role);
    for (const user of snapshot.users) state.putUser(user);
    for (const { policy, ...session } of snapshot.sessions) {
      const sessionPolicy = policy === undefined ? undefined : parsePolicy(policy, "identity");
      state.sessions.set(session.accessKeyId, { ...session, sessionPolicy });
    }
    return state;
  }
}

export interface IamSnapshot {
  readonly roles: readonly RoleDraft[];
  readonly users: readonly UserDraft[];
  readonly sessions: readonly (Omit<Session, "sessionPolicy"> & { readonly policy?: unknown })[];
}

function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}

function uniqueId(prefix: string, arn: string): string {
  return prefix + createHash("sha256").update(arn).digest("hex").slice(0, 17).toUpperCase();
}
