const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Nothing is certain after two weeks: this much of an hour in which it did not run is always added. */
const DOUBT = 0.5;
/** How far ahead to look for when a rule is due. */
const FURTHEST_HOURS = 14 * 24;

/** In which hours a rule ran between two times. */
export interface Habit {
  readonly from: number;
  readonly until: number;
  readonly ran: ReadonlySet<number>;
}

export function habitOf(hours: readonly Date[], from: Date, until: Date): Habit {
  return {
    from: Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS,
    until: until.getTime(),
    ran: new Set(hours.map((hour) => hour.getTime())),
  };
}

/**
 * How likely it runs in an hour: by the same hour of the same weekday in other weeks and, where it ran in all of those, by the
 * same hour of every day. The day itself does not count, so that a past silence is judged as a new one is. 0 where nothing is
 * known: an hour nobody knows is no evidence.
 */
function likelihood(habit: Habit, at: number): number {
  const weeks = countRan(habit, at, 7);
  const days = weeks.known > 0 && weeks.ran === weeks.known ? [countRan(habit, at, 1)] : [];
  return Math.max(...[weeks, ...days].map(({ ran, known }) => (known === 0 ? 0 : ran / (known + DOUBT))));
}

/** In how many of the hours every so many days from a time it ran, and how many are known. */
function countRan({ from, until, ran }: Habit, at: number, everyDays: number): { ran: number; known: number } {
  const count = { ran: 0, known: 0 };
  const step = everyDays * DAY_MS;
  for (let other = at - Math.floor((at - from) / step) * step; other <= until; other += step) {
    if (other === at) continue;
    count.known += 1;
    if (ran.has(other)) count.ran += 1;
  }
  return count;
}

/** How surprising it is that a rule does not run in an hour: the logarithms add up over a silence. */
function surprise(habit: Habit, at: number): number {
  return -Math.log(1 - likelihood(habit, at));
}

/** The most surprising silence that the rule had and came back from. */
export function worstSurprise(habit: Habit): number {
  let [worst, current] = [0, 0];
  for (let at = habit.from; at <= habit.until; at += HOUR_MS) {
    current = habit.ran.has(at) ? 0 : current + surprise(habit, at);
    worst = Math.max(worst, current);
  }
  return worst;
}

/** In how many hours of a silence it used to run, and when the silence is longer than can be explained; null where never. */
export function expectedOf(
  habit: Habit,
  quiet: { readonly from: number; readonly until: number },
  limit: number,
): { missedHours: number; dueAt: Date | null } {
  let [sum, missed] = [0, 0];
  let dueAt: Date | null = null;
  for (let at = quiet.from; at < quiet.from + FURTHEST_HOURS * HOUR_MS; at += HOUR_MS) {
    const isWholeAndPast = at + HOUR_MS <= quiet.until;
    if (isWholeAndPast) missed += likelihood(habit, at);
    sum += surprise(habit, at);
    if (!dueAt && sum >= limit) dueAt = new Date(at + HOUR_MS);
    if (dueAt && !isWholeAndPast) break;
  }
  return { missedHours: Math.round(missed), dueAt };
}
