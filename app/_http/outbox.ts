/** A slower reader than this falls behind for good: it is told to read everything again instead. */
const MOST_WAITING = 500;

export interface Outbox {
  /** What waits under the same key is said once, in its newest form. */
  say(key: string, text: string): void;
  /** The last words; nothing is taken in afterwards. */
  end(text: string): void;
  readonly stream: ReadableStream<Uint8Array>;
}

/** Text for one reader who takes it at their own pace. `whenGone` is called once: they left, or `end` was said. */
export function createOutbox(textOfOverflow: string, whenGone: () => void): Outbox {
  const waiting = new Map<string, string>();
  const encoder = new TextEncoder();
  let wake = () => {};
  let isEnded = false;
  const add = (key: string, text: string) => {
    if (isEnded) return;
    waiting.set(key, text);
    if (waiting.size > MOST_WAITING) {
      waiting.clear();
      waiting.set("overflow", textOfOverflow);
    }
    wake();
  };
  const finish = () => {
    if (isEnded) return;
    isEnded = true;
    whenGone();
    wake();
  };
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (waiting.size === 0 && !isEnded)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (waiting.size > 0) controller.enqueue(encoder.encode([...waiting.values()].join("")));
      waiting.clear();
      if (isEnded) controller.close();
    },
    cancel: finish,
  });
  return {
    say: add,
    end(text) {
      add("end", text);
      finish();
    },
    stream,
  };
}
