import { AssumeRoleCommand, GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";
import { Forbidden, Unavailable } from "@/lib/core/errors";
import type { AwsAccount, Purpose, RoleKind, SessionOptions } from "./aws";
import { Clients, type CredentialSource, type Wire } from "./clients";
import { callUnderWay, type UsageCounter } from "./count-calls";
import { assumeRefused, noRole, notOwnAccount } from "./role-refusals";
import { sessionPolicyFor } from "./session-policy";
import { type SessionWish, type StsSession, StsSessions } from "./sts-sessions";
import { translateError } from "./translate-error";

/** Who a session acts as: a role of the account, or for reading the worker itself. */
export interface Identity {
  /** Clients of the same key and Region may be shared. */
  readonly key: string;
  readonly roleArn: string | null;
  credentials(): Promise<AwsCredentialIdentity>;
  /** Told that AWS called these credentials expired. */
  drop(expired: AwsCredentialIdentity): void;
}

interface OwnIdentity {
  readonly clients: Clients;
  awsAccountId?: Promise<string>;
}

/** Finds the identity of each session: STS is asked when it is first used, not before. */
export class Identities {
  readonly #own = new Map<string, OwnIdentity>();
  readonly #sessions: StsSessions;

  constructor(
    private readonly wire: Wire,
    private readonly ownRegion: string | undefined,
    private readonly ownCredentials: CredentialSource | undefined,
    private readonly usage: UsageCounter,
    nowMs: () => number,
  ) {
    this.#sessions = new StsSessions((wish, seconds) => this.#assume(wish as RoleWish, seconds), nowMs);
  }

  identify(account: AwsAccount, options: SessionOptions): Identity {
    const roleArn = roleOf(account, options.role);
    if (roleArn) return this.#roleIdentity(account, options, roleArn);
    if (options.role !== "read") return refusingIdentity(account, options.role);
    return {
      key: `own ${account.awsAccountId}`,
      roleArn: null,
      credentials: async () => {
        await this.#checkOwnAccount(account, options);
        return this.#ownIn(options.region).clients.sts.config.credentials();
      },
      drop: () => this.#forgetOwn(options.region),
    };
  }

  /** Whom AWS takes the worker itself for. Belongs to no account of ours and costs nothing, so it is not counted. */
  async ownArn(region: string): Promise<string> {
    const { sts } = this.#ownIn(region).clients;
    const answer = await sts.send(new GetCallerIdentityCommand({})).catch((error) => {
      this.#forgetOwn(region);
      const facts = { action: "sts:GetCallerIdentity", region, awsAccountId: "of the worker", role: "read" } as const;
      throw translateError(error, { ...facts, roleArn: null });
    });
    return answer.Arn ?? "";
  }

  sweep(): void {
    this.#sessions.sweep();
  }

  #roleIdentity(account: AwsAccount, options: SessionOptions, roleArn: string): Identity {
    const { run, role, region, purpose } = options;
    const policy = run && sessionPolicyFor(run.grants);
    const wish: RoleWish = {
      key: [roleArn, account.id, account.externalId, run?.runId ?? role, policy ?? ""].join(" "),
      roleArn,
      externalId: account.externalId,
      sessionName: run ? `dlo-${run.runId}` : `dlo-${role}`,
      policy,
      isPatient: purpose === "check",
      account,
      role,
      region,
      purpose,
    };
    return {
      key: wish.key,
      roleArn,
      credentials: () => this.#sessions.credentials(wish),
      drop: (expired) => this.#sessions.drop(wish.key, expired),
    };
  }

  async #assume(wish: RoleWish, durationSeconds: number): Promise<StsSession> {
    const command = new AssumeRoleCommand({
      RoleArn: wish.roleArn,
      RoleSessionName: wish.sessionName,
      ExternalId: wish.externalId,
      DurationSeconds: durationSeconds,
      Policy: wish.policy,
    });
    const answer = await this.#asOwn("sts:AssumeRole", wish, (sts) => sts.send(command)).catch((error) => {
      throw error instanceof Forbidden ? assumeRefused(error, wish) : error;
    });
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !Expiration)
      throw new Unavailable("aws-unavailable", `STS gave no credentials for ${wish.roleArn}.`, { retryable: true });
    return {
      // To the SDK they are always expired, so that it asks us for each call and never keeps a session we have dropped.
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: new Date(0),
      },
      expiresAtMs: Expiration.getTime(),
    };
  }

  async #checkOwnAccount(account: AwsAccount, options: SessionOptions): Promise<void> {
    const own = this.#ownIn(options.region);
    own.awsAccountId ??= this.#ownAccountId(account, options);
    const mine = await own.awsAccountId.catch((error) => {
      own.awsAccountId = undefined;
      throw error;
    });
    if (mine === account.awsAccountId) return;
    throw notOwnAccount(account, mine);
  }

  async #ownAccountId(account: AwsAccount, { role, region, purpose }: SessionOptions): Promise<string> {
    const facts = { account, role, region, purpose, roleArn: null };
    const answer = await this.#asOwn("sts:GetCallerIdentity", facts, (sts) =>
      sts.send(new GetCallerIdentityCommand({})),
    );
    return answer.Account ?? "";
  }

  async #asOwn<T>(action: string, facts: Facts, ask: (sts: STSClient) => Promise<T>): Promise<T> {
    const { account, region, purpose, role, roleArn } = facts;
    const underWay = { accountId: account.id, region, action, purpose, usage: this.usage, bucket: undefined };
    try {
      return await callUnderWay.run(underWay, () => ask(this.#ownIn(region).clients.sts));
    } catch (error) {
      const failure = translateError(error, { action, region, awsAccountId: account.awsAccountId, role, roleArn });
      // Credentials from a file or a metadata endpoint may have been renewed: the next call reads them again.
      if (/^Expired/.test(String(failure.detail.awsCode))) this.#forgetOwn(region);
      throw failure;
    }
  }

  #ownIn(region: string): OwnIdentity {
    const home = this.ownRegion ?? region;
    const known = this.#own.get(home) ?? { clients: new Clients(this.wire, home, this.ownCredentials) };
    this.#own.set(home, known);
    return known;
  }

  #forgetOwn(region: string): void {
    this.#own.delete(this.ownRegion ?? region);
  }
}

interface Facts {
  readonly account: AwsAccount;
  readonly role: RoleKind;
  readonly region: string;
  readonly purpose: Purpose;
  readonly roleArn: string | null;
}
interface RoleWish extends SessionWish, Omit<Facts, "roleArn"> {}

function roleOf(account: AwsAccount, role: RoleKind): string | null {
  return { read: account.readRoleArn, inspect: account.inspectRoleArn, operate: account.operateRoleArn }[role];
}

function refusingIdentity(account: AwsAccount, role: RoleKind): Identity {
  const credentials = async () => {
    throw noRole(account, role);
  };
  return { key: `none ${role}`, roleArn: null, credentials, drop: () => undefined };
}
