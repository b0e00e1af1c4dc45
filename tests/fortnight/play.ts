import type { Appointment, Moment } from "./calendar";
import type { LogBook } from "./log-book";
import type { Operators } from "./operators";
import type { Fortnight } from "./stage";

const QUIET_STEP_SECONDS = 3600;
const CLOSE_STEP_SECONDS = 60;
const WATCH_SECONDS = 900;
const SEEN_AGAIN_SECONDS = 180;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Something that happens at its time; it is then looked at closely for a while. */
export interface Scene {
  readonly at: Date;
  readonly watchSeconds: number;
  /** In such steps; a minute unless told. */
  readonly watchStepSeconds?: number;
  /** From then on quiet hours are looked at in such steps. */
  readonly quietStepSeconds?: number;
  happen(): Promise<unknown>;
}
/** When an incident really began and ended. */
export interface Played {
  readonly appointment: Appointment;
  readonly begunAt: Date;
  endedAt?: Date;
}

export function momentOf(monday: Date, { day, hour }: Moment): Date {
  return new Date(monday.getTime() + day * DAY_MS + hour * HOUR_MS);
}

/** Each incident at its time, over by itself. */
export function scenesOf(
  stage: Fortnight,
  monday: Date,
  calendar: readonly Appointment[],
): { readonly scenes: Scene[]; readonly played: Played[] } {
  const played: Played[] = [];
  const scenes = calendar.flatMap((appointment): Scene[] => {
    const { incident, at, lastsSeconds = incident.lastsSeconds, watchSeconds = WATCH_SECONDS } = appointment;
    const begins = momentOf(monday, at);
    const begin = async () => {
      played.push({ appointment, begunAt: stage.now() });
      await stage.hurried(() => incident.begin(stage.estate, stage.draw));
    };
    const end = async () => {
      const own = played.find((one) => one.appointment === appointment);
      if (own) own.endedAt = stage.now();
      await stage.hurried(async () => incident.end?.(stage.estate));
    };
    return [
      { at: begins, watchSeconds, happen: begin },
      { at: new Date(begins.getTime() + lastsSeconds * 1000), watchSeconds: SEEN_AGAIN_SECONDS, happen: end },
    ];
  });
  return { scenes, played };
}

/** Plays the scenes in the order of time until the end; people answer what wakes them. */
export async function play(
  stage: Fortnight,
  { scenes, until }: { readonly scenes: readonly Scene[]; readonly until: Date },
  { operators, log }: { readonly operators: Operators; readonly log: LogBook },
): Promise<void> {
  let closeUntil = stage.now().getTime();
  let watchStepSeconds = CLOSE_STEP_SECONDS;
  let quietStepSeconds = QUIET_STEP_SECONDS;
  const afterEach = async () => {
    log.note();
    await operators.answer();
  };
  const passUntil = async (end: Date) => {
    const close = new Date(Math.min(end.getTime(), closeUntil));
    await stage.passUntil(close, watchStepSeconds, afterEach);
    await stage.passUntil(end, quietStepSeconds, afterEach);
  };
  for (const scene of [...scenes].sort((one, other) => one.at.getTime() - other.at.getTime())) {
    if (scene.at >= until) break;
    await passUntil(scene.at);
    await scene.happen();
    watchStepSeconds = scene.watchStepSeconds ?? CLOSE_STEP_SECONDS;
    quietStepSeconds = scene.quietStepSeconds ?? quietStepSeconds;
    closeUntil = Math.max(closeUntil, stage.now().getTime() + scene.watchSeconds * 1000);
  }
  await passUntil(until);
}
