import type { SubjectName } from "./subject";

/** What a subject's process tells: once at the start, and after each question. */
export interface Told {
  readonly url: string;
  /** From the first import until it listens, inside the process. */
  readonly readyMs: number;
  readonly cpuMs: number;
  readonly rssBytes: number;
}

const startedAt = performance.now();
const url = await listen(process.argv[2] as SubjectName);
const readyMs = performance.now() - startedAt;

const tell = () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ url, readyMs, cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() } satisfies Told);
};
process.on("message", tell);
process.on("disconnect", () => process.exit());
tell();

async function listen(name: SubjectName): Promise<string> {
  if (name === "simulator") {
    const { startSimulator } = await import("@/simulator/start");
    return (await startSimulator()).url;
  }
  const { buildApp } = await import("fauxqs");
  return buildApp({ logger: false }).listen({ port: 0, host: "127.0.0.1" });
}
