import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { type SimulatedWorld, SnapshotProblem } from "./world";

const SAVE_EVERY_MS = 3000;
/** Saving may take at most this share of the time, however large the state grows. */
const LARGEST_SHARE = 0.05;

/** The file cannot be read as a saved world; the message says which file and what to do. */
export class StateFileProblem extends Error {}

/** Loads the saved world, if the file exists. Throws StateFileProblem when it is damaged. */
export function loadStateFile(world: SimulatedWorld, path: string): void {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return;
    throw new StateFileProblem(`cannot read ${path}: ${messageOf(error)}`);
  }
  try {
    world.load(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof SnapshotProblem)) throw error;
    throw new StateFileProblem(
      `${path} is not a saved simulator state (${error.message}). Move it away to begin with an empty AWS.`,
    );
  }
}

/** Keeps the file close to the world: every three seconds when something changed, and at `stop`. A save is all or nothing. */
export class StateFile {
  #savedChanges: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly world: SimulatedWorld,
    private readonly path: string,
  ) {
    this.#savedChanges = world.changes;
    this.#schedule(SAVE_EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.save();
  }

  save(): void {
    if (this.world.changes === this.#savedChanges) return;
    const { changes } = this.world;
    const unfinished = `${this.path}.unfinished`;
    writeFileSync(unfinished, JSON.stringify(this.world.serialize()));
    renameSync(unfinished, this.path);
    this.#savedChanges = changes;
  }

  #schedule(afterMs: number): void {
    this.#timer = setTimeout(() => {
      const startedAt = performance.now();
      try {
        this.save();
      } catch (error) {
        // A full disk must not end a running rehearsal; the next round tries again.
        console.error(`simulator: cannot save ${this.path}: ${messageOf(error)}`);
      }
      this.#schedule(Math.max(SAVE_EVERY_MS, (performance.now() - startedAt) / LARGEST_SHARE));
    }, afterMs);
    this.#timer.unref();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
