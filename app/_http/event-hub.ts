import { type ChangeEvent, eventSchema } from "@/lib/contract/events";

export interface Subscriber {
  onChange(event: ChangeEvent): void;
  /** Some changes may have been missed. */
  onGap(): void;
  /** The process is about to end. */
  onClose(): void;
}
export interface EventHub {
  /** Hears every change, of every account, until the returned function is called. */
  subscribe(subscriber: Subscriber): () => void;
  readonly subscriberCount: number;
  close(): Promise<void>;
}
interface Source {
  close(): Promise<void>;
}

/** One listening connection for all open streams of this process, opened when the first of them comes. */
export function createEventHub(open: (onPayload: (payload: unknown) => void, onGap: () => void) => Source): EventHub {
  const subscribers = new Set<Subscriber>();
  let source: Source | undefined;
  const tellAll = (payload: unknown) => {
    const event = eventSchema.safeParse(payload);
    if (event.success) for (const one of subscribers) one.onChange(event.data);
  };
  return {
    subscribe(subscriber) {
      subscribers.add(subscriber);
      source ??= open(tellAll, () => {
        for (const one of subscribers) one.onGap();
      });
      return () => void subscribers.delete(subscriber);
    },
    get subscriberCount() {
      return subscribers.size;
    },
    async close() {
      for (const one of [...subscribers]) one.onClose();
      await source?.close();
    },
  };
}
