interface Waiting<Entry, Answer> {
  readonly entry: Entry;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits what waits together: one group at a time, in the order of asking. Whoever comes while a group is being committed
 * is of the next one, so that a disk that is slow makes larger groups instead of a longer queue.
 */
export class GroupCommit<Entry, Answer> {
  #waiting: Waiting<Entry, Answer>[] = [];
  #isCommitting = false;

  constructor(
    private readonly commit: (group: readonly Entry[]) => Promise<readonly Answer[]>,
    private readonly mostEntries: number,
  ) {}

  /** Resolves when the entry is committed; rejects for its whole group when that failed. */
  add(entry: Entry): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      if (!this.#isCommitting) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isCommitting = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, this.mostEntries);
      try {
        const answers = await this.commit(group.map(({ entry }) => entry));
        group.forEach(({ resolve, reject }, index) => {
          const answer = answers[index];
          if (answer === undefined) reject(new Error("a group was committed without an answer for each"));
          else resolve(answer);
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#isCommitting = false;
  }
}
