import { Agenda, type Job } from "./agenda";
import { SimulatedClock } from "./clock";
import { TrailState } from "./cloudtrail/state";
import { AlarmsState } from "./cloudwatch/alarms-state";
import { CustomMetrics } from "./cloudwatch/custom-metrics";
import { VendedMetrics } from "./cloudwatch/vended-metrics";
import { EventsState } from "./events/state";
import { FaultTable } from "./faults";
import { IamState } from "./iam/iam-state";
import { JOBS } from "./jobs";
import { KmsState } from "./kms/state";
import { EventSourceMappings } from "./lambda/event-source-mappings";
import { LambdaState } from "./lambda/functions-state";
import { wakePollers } from "./lambda/polling/wake-poller";
import { LogsState } from "./logs/state";
import { OrganizationsState } from "./organizations/state";
import { PipesState } from "./pipes/state";
import { S3State } from "./s3/state";
import { SchedulerState } from "./scheduler/state";
import { SeededRandom } from "./seeded-random";
import type { Settings, World } from "./service";
import { SnsState } from "./sns/state";
import { SqsState } from "./sqs/state";
import { StepFunctionsState } from "./step-functions/state";
import { StreamsState } from "./streams/state";
import { Usage } from "./usage";

const SNAPSHOT_VERSION = 2;

/** What the world consists of besides clock, chance and counters: each part says and reads its own JSON. */
const PARTS = {
  agenda: Agenda,
  iam: IamState,
  metrics: CustomMetrics,
  vended: VendedMetrics,
  alarms: AlarmsState,
  mappings: EventSourceMappings,
  lambda: LambdaState,
  logs: LogsState,
  events: EventsState,
  sns: SnsState,
  stepFunctions: StepFunctionsState,
  trail: TrailState,
  organizations: OrganizationsState,
  s3: S3State,
  kms: KmsState,
  scheduler: SchedulerState,
  pipes: PipesState,
  streams: StreamsState,
} as const;
/** Parts that snapshots of older simulators do not have. */
const NEWER_PARTS: readonly string[] = ["s3", "kms"];
const PART_NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[];

/** The whole of the simulated AWS as JSON, apart from the effect log. */
export interface WorldSnapshot extends Readonly<Record<keyof typeof PARTS, unknown>> {
  readonly version: typeof SNAPSHOT_VERSION;
  readonly clockOffsetMs: number;
  readonly randomState: number;
  readonly settings: Settings;
  readonly usage: ReturnType<Usage["serialize"]>;
  readonly faults: ReturnType<FaultTable["serialize"]>;
  readonly sqs: unknown;
}

/** A snapshot that is not one, or comes from another version. */
export class SnapshotProblem extends Error {}

export class SimulatedWorld implements World {
  readonly clock = new SimulatedClock();
  readonly usage = new Usage();
  readonly random = () => this.#random.next();
  endpoint = "";
  agenda = new Agenda();
  iam = new IamState();
  metrics = new CustomMetrics();
  vended = new VendedMetrics();
  alarms = new AlarmsState();
  mappings = new EventSourceMappings();
  lambda = new LambdaState();
  logs = new LogsState();
  events = new EventsState();
  sns = new SnsState();
  stepFunctions = new StepFunctionsState();
  trail = new TrailState();
  organizations = new OrganizationsState();
  s3 = new S3State();
  kms = new KmsState();
  scheduler = new SchedulerState();
  pipes = new PipesState();
  streams = new StreamsState();
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
    this.#wakePollers();
  }

  readonly uuid = () => {
    const hex = Array.from({ length: 4 }, () =>
      Math.floor(this.random() * 2 ** 32)
        .toString(16)
        .padStart(8, "0"),
    ).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };

  /** Does what the agenda holds for now or earlier; each job sees the time for which it was planned. */
  runDue(): void {
    const now = this.clock.now();
    for (let job = this.agenda.takeDue(now); job; job = this.agenda.takeDue(now)) {
      this.#play(job);
      this.changes += 1;
    }
  }

  /** A job that breaks is a defect here, told and left out: the others must not suffer. */
  #play(job: Job): void {
    try {
      const play = JOBS[job.kind];
      if (!play) throw new Error(`unknown kind of job: ${job.kind}`);
      play(this, job.subject, job.at);
    } catch (error) {
      console.error(`simulator: a defect in a job of the agenda (${job.kind})`, error);
    }
  }

  /** Lets everything happen that is due by now. */
  settle(): void {
    this.runDue();
    this.sqs.tick(this.clock.now());
  }

  /** Moves the simulated clock, one advance after the other; all that falls due in between happens in the order of its time. */
  advance(seconds: number): Promise<void> {
    this.#advancing = this.#advancing.then(async () => {
      await this.clock.advance(
        seconds * 1000,
        () => this.runDue(),
        () => this.agenda.nextAt,
      );
      this.settle();
      this.changes += 1;
    });
    return this.#advancing;
  }

  #wakePollers(): void {
    this.sqs.onWake = (queueArn) => wakePollers(this, queueArn, this.clock.now());
  }

  serialize(): WorldSnapshot {
    this.settle();
    const parts = Object.fromEntries(PART_NAMES.map((name) => [name, this[name].serialize()]));
    return {
      version: SNAPSHOT_VERSION,
      clockOffsetMs: this.clock.offset,
      randomState: this.#random.state,
      settings: this.settings,
      usage: this.usage.serialize(),
      faults: this.faults.serialize(),
      sqs: this.sqs.serialize(),
      ...(parts as Record<keyof typeof PARTS, unknown>),
    };
  }

  /** Becomes the world of the snapshot, clock included. Throws SnapshotProblem and stays as it was when it cannot be read. */
  load(value: unknown): void {
    const snapshot = checkSnapshot(value);
    const parts = readParts(snapshot, this.usage);
    Object.assign(this, parts, { settings: snapshot.settings });
    this.#wakePollers();
    this.usage.load(snapshot.usage);
    this.#random = new SeededRandom(snapshot.randomState);
    this.clock.restore(snapshot.clockOffsetMs);
    this.changes += 1;
  }
}

function readParts(snapshot: WorldSnapshot, usage: Usage) {
  try {
    // Each part wrote its own JSON: `never` lets each read it back as what it was.
    const parts = PART_NAMES.map((name) => [name, PARTS[name].load(snapshot[name] as never)]);
    const faults = FaultTable.load(snapshot.faults);
    return { ...Object.fromEntries(parts), faults, sqs: SqsState.load(snapshot.sqs, usage) };
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
  const parts = ["clockOffsetMs", "randomState", "settings", "usage", "faults", "sqs", ...PART_NAMES];
  const missing = parts.find((part) => !(part in value) && !NEWER_PARTS.includes(part));
  if (missing) throw new SnapshotProblem(`the snapshot has no ${missing}`);
  return value as WorldSnapshot;
}
