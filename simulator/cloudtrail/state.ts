/** One configuration change, as LookupEvents tells it. */
export interface TrailEvent {
  readonly eventId: string;
  readonly at: number;
  readonly accountId: string;
  readonly region: string;
  /** `UpdateFunctionCode20150331v2` is told as CloudTrail tells it; see each service's `trailed`. */
  readonly eventName: string;
  /** `sqs.amazonaws.com`. */
  readonly eventSource: string;
  readonly userArn: string;
  readonly userName: string;
  readonly accessKeyId: string;
  readonly requestId: string;
  readonly errorCode?: string;
  readonly requestParameters: unknown;
}

const KEPT_MS = 90 * 86_400_000;
const MOST = 20_000;
const LONGEST_TEXT = 4096;

/** Configuration changes of the last 90 days, at most 20,000, oldest first. */
export class TrailState {
  events: TrailEvent[] = [];

  record(event: TrailEvent): void {
    this.events.push({ ...event, requestParameters: recordable(event.requestParameters) });
    const isOld = (this.events[0]?.at ?? 0) < event.at - KEPT_MS;
    if (isOld || this.events.length > MOST) this.events = this.events.slice(isOld ? 1 : MOST / 10);
  }

  serialize() {
    return { events: this.events };
  }

  static load(data: ReturnType<TrailState["serialize"]>): TrailState {
    const state = new TrailState();
    state.events = [...data.events];
    return state;
  }
}

/** Request parameters as plain JSON without what CloudTrail leaves out: bytes, code and other very long texts. */
function recordable(value: unknown): unknown {
  if (typeof value === "string") return value.length > LONGEST_TEXT ? "HIDDEN_DUE_TO_SECURITY_REASONS" : value;
  if (value instanceof Uint8Array) return "HIDDEN_DUE_TO_SECURITY_REASONS";
  if (Array.isArray(value)) return value.map(recordable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, recordable(inner)]));
}
