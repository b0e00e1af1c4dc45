import { Agent, get } from "node:http";

export interface Latency {
  readonly p50Ms: number;
  readonly p95Ms: number;
}
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Asks an HTTP API over one connection that stays open. */
export class Asker {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
  ) {}

  /** The whole answer; rejects unless it is 200. */
  ask(path: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const request = get(this.url + path, { agent: this.agent, headers: this.headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => {
          const status = response.statusCode ?? 0;
          if (status === 200) resolve({ status, text });
          else reject(new Error(`${path} was answered ${status}: ${text.slice(0, 500)}`));
        });
      });
      request.on("error", reject);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** How long `turns` calls of each kind take, one after the other, the kinds taking turns; the first of each warm up. */
export async function measureInTurns<K extends string>(
  kinds: Readonly<Record<K, (turn: number) => Promise<unknown>>>,
  turns: number,
): Promise<Record<K, Latency>> {
  const names = Object.keys(kinds) as K[];
  const took = new Map<K, number[]>(names.map((name) => [name, []]));
  const warmUps = Math.min(5, turns);
  for (let turn = -warmUps; turn < turns; turn++)
    for (const name of names) {
      const startedAt = performance.now();
      await kinds[name](turn + warmUps);
      if (turn >= 0) took.get(name)?.push(performance.now() - startedAt);
    }
  return Object.fromEntries(names.map((name) => [name, latencyOf(took.get(name) ?? [])])) as Record<K, Latency>;
}

/** The median and what 95 of 100 stay below, of at least one figure. */
export function latencyOf(figures: readonly number[]): Latency {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}
