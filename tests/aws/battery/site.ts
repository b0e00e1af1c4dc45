import type { Bench, Keys } from "./bench";
import type { Need, Service } from "./case";

/** What no AWS call alone makes, made in the site's own way. Each is there only when the site lists the need. */
export interface Fixtures {
  /** A function's ARN. */
  aFunction?(bench: Bench, name: string): Promise<string>;
  /** A role that the trust policy lets somebody assume, with an inline policy. */
  aRole?(arn: string, trust: object, policy: object): Promise<void>;
}

/** Where one case runs. */
export interface Site {
  /** Without one, AWS itself. */
  readonly endpoint?: string;
  readonly region: string;
  readonly accountId: string;
  /** Without keys the SDK finds its own. */
  readonly keys?: Keys;
  /** AWS is eventually consistent and other people's: calls are retried and waits are longer. */
  readonly isReal: boolean;
  /** How many times longer than usual to wait for what tells late. */
  readonly patience: number;
  /** How long to wait until what was put is surely in an archive. */
  readonly archiveLagSeconds: number;
  readonly fixtures: Fixtures;
  /** Lets time pass: really, or on the site's own clock. */
  wait(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Something that claims to answer like AWS. */
export interface Subject {
  readonly name: string;
  /** Its services; cases of others are not asked. */
  readonly services: ReadonlySet<Service>;
  /** What its fixtures can prepare. */
  readonly can: ReadonlySet<Need>;
  readonly concurrency: number;
  open(): Promise<Site>;
  stop(): Promise<void>;
}
