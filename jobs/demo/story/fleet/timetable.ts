interface Scene {
  readonly daysAgo: number;
  /** Something has to be delivered before the next scene. */
  readonly isFollowed: boolean;
  play(): Promise<void>;
}

/** What happens when in the past of the fleet. Scenes are noted in any order, then played in that of time. */
export class Timetable {
  readonly #scenes: Scene[] = [];

  at(daysAgo: number, play: () => Promise<void>): void {
    this.#scenes.push({ daysAgo, play, isFollowed: false });
  }

  /** As `at`; AWS then gets the time to hand on what was sent. */
  tellAt(daysAgo: number, play: () => Promise<void>): void {
    this.#scenes.push({ daysAgo, play, isFollowed: true });
  }

  /** What acts by itself (it polls, evaluates, fires) is made last: otherwise all it did since would have to be played. */
  today(play: () => Promise<void>): void {
    this.at(0, play);
  }

  /** Plays everything, scenes of the same moment together. `goTo` moves the clock, `follow` lets AWS work. */
  async play(goTo: (daysAgo: number) => void, follow: () => Promise<void>): Promise<void> {
    const moments = Map.groupBy(this.#scenes, ({ daysAgo }) => daysAgo);
    for (const [daysAgo, scenes] of [...moments].sort(([one], [other]) => other - one)) {
      goTo(daysAgo);
      await Promise.all(scenes.map(({ play }) => play()));
      if (scenes.some(({ isFollowed }) => isFollowed)) await follow();
    }
    goTo(0);
  }
}
