import { SimulatedClock } from "./clock";
import { CustomMetrics, type CustomMetricsSnapshot } from "./cloudwatch/custom-metrics";
import { type FaultSnapshot, FaultTable } from "./faults";
import { type IamSnapshot, IamState } from "./iam/iam-state";
import { EventSourceMappings, type Mapping } from "./lambda/event-source-mappings";
import { SeededRandom } from "./seeded-random";
import type { Settings, World } from "./service";
import { SqsState } from "./sqs/state";
import { Usage, type UsageSnapshot } from "./usage";

const SNAPSHOT_VERSION = 1;

/** The whole of the simulated AWS as JSON, apart from the effect log. */
export interface WorldSnapshot {
  readonly version: typeof SNAPSHOT_VERSION;
  readonly clockOffsetMs: number;
  readonly randomState: number;
  readonly settings: Settings;
  readonly iam: IamSnapshot;
  readonly mappings: readonly Mapping[];
  readonly metrics: CustomMetricsSnapshot;
  readonly usage: UsageSnapshot;
  readonly faults: FaultSnapshot;
  readonly sqs: unknown;
}

/** A snapshot that is not one, or comes from another version. */
export class SnapshotProblem extends Error {}

export class SimulatedWorld implements World {
  readonly clock = new SimulatedClock();
  readonly usage = new Usage();
  readonly random = () => this.#random.next();
  endpoint = "";
  iam = new IamState();
  mappings = new EventSourceMappings();
  metrics = new CustomMetrics();
  faults: FaultTable;
  sqs: SqsState;
  settings: Settings = { lateDatapointSeconds: 60 };
  /** Rises with every call that may have changed something; persistence watches it. */
  changes = 0;
  #random: SeededRandom;
  #advancing: Promise<void> = Promise.resolve();

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
    this.faults = new FaultTable(seed);
    this.sqs = new SqsState(this.usage);
  }

  /** Moves the simulated clock, one advance after the other; all that falls due in between happens in the order of its time. */
  advance(seconds: number): Promise<void> {
    this.#advancing = this.#advancing.then(async () => {
      await this.clock.advance(seconds * 1000, (now) => this.sqs.tick(now));
      this.changes += 1;
    });
    return this.#advancing;
  }

  serialize(): WorldSnapshot {
    this.sqs.tick(this.clock.now());
    return {
      version: SNAPSHOT_VERSION,
      clockOffsetMs: this.clock.offset,
      randomState: this.#random.state,
      settings: this.settings,
      iam: this.iam.serialize(),
      mappings: this.mappings.serialize(),
      metrics: this.metrics.serialize(),
      usage: this.usage.serialize(),
      faults: this.faults.serialize(),
      sqs: this.sqs.serialize(),
    };
  }

  /** Becomes the world of the snapshot, clock included. Throws SnapshotProblem and stays as it was when it cannot be read. */
  load(value: unknown): void {
    const snapshot = checkSnapshot(value);
    const parts = readParts(snapshot, this.usage);
    Object.assign(this, parts, { settings: snapshot.settings });
    this.usage.load(snapshot.usage);
    this.#random = new SeededRandom(snapshot.randomState);
    this.clock.restore(snapshot.clockOffsetMs);
    this.changes += 1;
  }
}

function readParts(snapshot: WorldSnapshot, usage: Usage) {
  try {
    return {
      iam: IamState.load(snapshot.iam),
      mappings: EventSourceMappings.load(snapshot.mappings),
      metrics: CustomMetrics.load(snapshot.metrics),
      faults: FaultTable.load(snapshot.faults),
      sqs: SqsState.load(snapshot.sqs, usage),
    };
  } catch (error) {
    throw new SnapshotProblem(`the snapshot is damaged: ${error instanceof Error ? error.message : error}`);
  }
}

/** Looks at the version and the presence of all parts; what is inside them is found out while they are read. */
function checkSnapshot(value: unknown): WorldSnapshot {
  if (typeof value !== "object" || value === null) throw new SnapshotProblem("a snapshot is a JSON object");
  const version = "version" in value ? value.version : undefined;
  if (version !== SNAPSHOT_VERSION) {
    throw new SnapshotProblem(
      `snapshot version ${version ?? "(none)"} is unknown; this simulator reads ${SNAPSHOT_VERSION}`,
    );
  }
  const parts = ["clockOffsetMs", "randomState", "settings", "iam", "mappings", "metrics", "usage", "faults", "sqs"];
  const missing = parts.find((part) => !(part in value));
  if (missing) throw new SnapshotProblem(`the snapshot has no ${missing}`);
  return value as WorldSnapshot;
}
