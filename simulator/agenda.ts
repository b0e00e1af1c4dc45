/** Something that will happen at a time: plain JSON, so that it survives a saved state. */
export interface Job {
  /** Epoch milliseconds, simulated. */
  readonly at: number;
  /** A key of `JOBS` in jobs.ts. */
  readonly kind: string;
  readonly subject: unknown;
}

interface Entry extends Job {
  readonly order: number;
}

export interface AgendaSnapshot {
  readonly lastOrder: number;
  readonly jobs: readonly Entry[];
}

/** What the simulated AWS will do by itself, in the order of time; of the same moment, in the order of planning. */
export class Agenda {
  /** A binary heap: the earliest job is first. */
  #heap: Entry[] = [];
  #lastOrder = 0;

  plan(job: Job): void {
    this.#lastOrder += 1;
    this.#push({ ...job, order: this.#lastOrder });
  }

  get nextAt(): number | undefined {
    return this.#heap[0]?.at;
  }

  get size(): number {
    return this.#heap.length;
  }

  /** Takes the earliest job that is due at `now` out of the agenda. */
  takeDue(now: number): Job | undefined {
    const first = this.#heap[0];
    if (!first || first.at > now) return undefined;
    const last = this.#heap.pop();
    if (last && last !== first) this.#sink(last);
    return first;
  }

  serialize(): AgendaSnapshot {
    return { lastOrder: this.#lastOrder, jobs: this.#heap };
  }

  static load(snapshot: AgendaSnapshot): Agenda {
    const agenda = new Agenda();
    agenda.#lastOrder = snapshot.lastOrder;
    for (const job of snapshot.jobs) agenda.#push({ ...job });
    return agenda;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(entry, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = entry;
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [one, other] = [heap[left], heap[left + 1]];
      const isRight = one !== undefined && other !== undefined && isBefore(other, one);
      const child = isRight ? other : one;
      if (!child || !isBefore(child, entry)) break;
      heap[place] = child;
      place = isRight ? left + 1 : left;
    }
    heap[place] = entry;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
