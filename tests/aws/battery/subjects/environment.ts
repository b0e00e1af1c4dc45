import { setTimeout as sleep } from "node:timers/promises";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Keys } from "../bench";
import { ALL_SERVICES, type Need, type Service } from "../case";
import type { Site, Subject } from "../site";

export interface EnvironmentOptions {
  readonly name: string;
  /** Without one, AWS itself. */
  readonly endpoint?: string;
  readonly region: string;
  readonly accountId: string;
  readonly keys?: Keys;
  readonly services?: ReadonlySet<Service>;
  /** Waits end at once when it is aborted. */
  readonly signal?: AbortSignal;
  /** Archives are waited for: eleven minutes on AWS. */
  readonly isPatient?: boolean;
}

/** An emulator that somebody else started, or a sandbox account. */
export function environmentSubject(options: EnvironmentOptions): Subject {
  const { name, services = ALL_SERVICES, signal, isPatient = false, ...where } = options;
  const isReal = where.endpoint === undefined || !isLoopback(where.endpoint);
  const site: Site = {
    ...where,
    isReal,
    patience: isReal ? 40 : 1,
    archiveLagSeconds: isReal ? 11 * 60 : 0,
    fixtures: {},
    wait: async (seconds) => void (await sleep(seconds * 1000, undefined, { signal })),
    close: async () => undefined,
  };
  const can = new Set<Need>(isPatient ? ["promptArchive"] : []);
  return { name, services, can, concurrency: isReal ? 8 : 16, open: async () => site, stop: async () => undefined };
}

export function isLoopback(endpoint: string): boolean {
  return /^https?:\/\/(127\.|localhost[:/]|\[::1\])/.test(`${endpoint}/`);
}

/** The endpoint named by AWS_ENDPOINT_URL, asked under the credentials of the environment; undefined without one. */
export async function environmentFromProcess(): Promise<Subject | undefined> {
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region = "us-east-1" } = process.env;
  if (!endpoint) return undefined;
  return environmentSubject({
    name: "AWS_ENDPOINT_URL",
    endpoint,
    region,
    accountId: await accountAt(region, endpoint),
  });
}

/** The account that the environment's credentials belong to. */
export async function accountAt(region: string, endpoint?: string, credentials?: Keys): Promise<string> {
  const sts = new STSClient({ region, ...(endpoint && { endpoint }), ...(credentials && { credentials }) });
  const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  return Account;
}
