import type { AwsCredentialIdentity } from "@smithy/types";
import type { Aws, AwsAccount, AwsSession, SessionOptions } from "./aws";
import type { Door } from "./call";
import { Clients, Wire } from "./clients";
import { trailOf } from "./cloudtrail/trail";
import { cloudWatchOf } from "./cloudwatch/cloudwatch";
import { UsageCounter } from "./count-calls";
import { putEvents } from "./events/put-events";
import { replaysOf } from "./events/replays";
import { targetsOf } from "./events/targets";
import { Identities } from "./identities";
import { inventoryOf } from "./inventory";
import { lambdaOf } from "./lambda/consumers";
import type { AwsLog } from "./log";
import { logsOf } from "./logs/search";
import { checkLoopback } from "./loopback";
import { organizationOf } from "./organizations/accounts";
import { type SecondCopyPlace, secondCopiesOf } from "./second-copy";
import { publish } from "./sns/publish";
import { sqsOf } from "./sqs/sqs";
import { stepFunctionsOf } from "./step-functions/step-functions";
import { streamsOf } from "./streams/read-range";
import { callerOf } from "./sts-caller";
import { tagsOf } from "./tagging/tags";
import { type Ticks, TokenBucket } from "./token-bucket";

export interface AwsOptions {
  /** Instead of AWS's own addresses: a simulator or an emulator. */
  readonly endpoint?: string;
  /** Refuses to start unless `endpoint` is on this machine, so that a demo can never touch a real account. */
  readonly requireLoopback?: boolean;
  /** Where STS is asked for sessions; the Region that a session is for, when absent. */
  readonly ownRegion?: string;
  /** The worker's own credentials; AWS's standard chain when absent. */
  readonly credentials?: AwsCredentialIdentity;
  /** The most control-plane calls a second per account and Region. */
  readonly callsPerSecond?: number;
  /** How time passes while calls wait for their turn; real time unless told. */
  readonly ticks?: Ticks;
  /** Where second copies of vault items go. */
  readonly secondCopy?: SecondCopyPlace;
  readonly log: AwsLog;
  now(): Date;
}

/** The services of a session: a new one is a folder and a line here. */
function servicesOf(door: Door, log: AwsLog, urls: Map<string, string>): AwsSession {
  return {
    sts: callerOf(door),
    sqs: sqsOf(door, log, urls),
    cloudwatch: cloudWatchOf(door),
    lambda: lambdaOf(door),
    events: {
      targetsOf: (ruleArn) => targetsOf(door, ruleArn),
      putEvents: (events) => putEvents(door, events),
      ...replaysOf(door),
    },
    sns: { publish: (notification) => publish(door, notification) },
    inventory: inventoryOf(door),
    tags: tagsOf(door),
    trail: trailOf(door),
    organization: organizationOf(door),
    logs: logsOf(door),
    stepFunctions: stepFunctionsOf(door),
    streams: streamsOf(door),
  };
}

const TRAIL_CALLS_PER_SECOND = 1;
const LOGS_CALLS_PER_SECOND = 2;
const STREAMS_CALLS_PER_SECOND = 4;
const IDLE_MS = 3_900_000;
const SWEEP_EVERY_MS = 300_000;

/** The way to AWS, or to what stands in for it. Throws at once when `requireLoopback` is not met. */
export function createAws(options: AwsOptions): Aws {
  if (options.requireLoopback) checkLoopback(options.endpoint);
  const nowMs = () => options.now().getTime();
  const { credentials } = options;
  const wire = new Wire(options.endpoint);
  const usage = new UsageCounter();
  const ownCredentials = credentials && (async () => credentials);
  const identities = new Identities(wire, options.ownRegion, ownCredentials, usage, nowMs);
  const secondCopies = options.secondCopy && secondCopiesOf(wire, options.secondCopy, ownCredentials, usage);
  const bucketsOf = bucketKeeper(options);
  const clients = new Map<string, { readonly clients: Clients; usedAtMs: number }>();
  const urls = new Map<string, string>();
  let sweptAtMs = nowMs();

  const sweep = () => {
    if (nowMs() - sweptAtMs < SWEEP_EVERY_MS) return;
    sweptAtMs = nowMs();
    identities.sweep();
    for (const [key, kept] of clients) if (sweptAtMs - kept.usedAtMs > IDLE_MS) clients.delete(key);
  };

  const doorOf = (account: AwsAccount, wish: SessionOptions): Door => {
    const identity = identities.identify(account, wish);
    const kept = getOrMake(clients, `${identity.key} ${wish.region}`, () => ({
      clients: new Clients(wire, wish.region, () => identity.credentials()),
      usedAtMs: 0,
    }));
    kept.usedAtMs = nowMs();
    const place = `${account.id} ${wish.region}`;
    return { account, options: wish, identity, clients: kept.clients, usage, ...bucketsOf(place) };
  };

  return {
    session(account, wish) {
      sweep();
      return servicesOf(doorOf(account, wish), options.log, urls);
    },
    ownArn: (region) => identities.ownArn(region),
    secondCopies,
    takeUsage: () => usage.take(),
    returnUsage: (counts) => usage.putBack(counts),
    close: () => wire.close(),
  };
}

/** The limits of one account and Region, the same ones at each asking. */
function bucketKeeper({ callsPerSecond, ticks }: AwsOptions) {
  const buckets = new Map<string, TokenBucket>();
  const bucketOf = (key: string, perSecond?: number) =>
    getOrMake(buckets, key, () => new TokenBucket(perSecond, ticks));
  return (place: string) => ({
    bucket: bucketOf(place, callsPerSecond),
    trailBucket: bucketOf(`trail ${place}`, TRAIL_CALLS_PER_SECOND),
    logsBucket: bucketOf(`logs ${place}`, LOGS_CALLS_PER_SECOND),
    streamsBucket: bucketOf(`streams ${place}`, STREAMS_CALLS_PER_SECOND),
  });
}

function getOrMake<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
