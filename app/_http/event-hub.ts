import { type ChangeEvent, eventSchema } from "@/lib/contract/events";

export interface Subscriber {
  readonly actorId: string;
  onChange(event: ChangeEvent): void;
  /** Some changes may have been missed. */
  onGap(): void;
  /** The process is about to end. */
  onClose(): void;
}
export interface EventHub {
  /** Hears every change, of every account, until the returned function is called. */
  subscribe(subscriber: Subscriber): () => void;
  /** How many streams this actor has open. */
  countOf(actorId: string): number;
  close(): Promise<void>;
}
interface Source {
  close(): Promise<void>;
}

/** One listening connection for all open streams of this process, opened when the first of them comes. */
export function createEventHub(open: (onPayload: (payload: string) => void, onGap: () => void) => Source): EventHub {
  const subscribers = new Set<Subscriber>();
  let source: Source | undefined;
  const tellAll = (payload: string) => {
    const event = readEvent(payload);
    if (event) for (const one of subscribers) one.onChange(event);
  };
  return {
    subscribe(subscriber) {
      subscribers.add(subscriber);
      source ??= open(tellAll, () => {
        for (const one of subscribers) one.onGap();
      });
      return () => void subscribers.delete(subscriber);
    },
    countOf: (actorId) => [...subscribers].filter((one) => one.actorId === actorId).length,
    async close() {
      for (const one of [...subscribers]) one.onClose();
      await source?.close();
    },
  };
}

/** Anybody who may connect may notify; what is not an event of ours is passed over. */
function readEvent(payload: string): ChangeEvent | undefined {
  try {
    return eventSchema.safeParse(JSON.parse(payload)).data;
  } catch {
    // Not JSON, so not ours.
    return undefined;
  }
}
