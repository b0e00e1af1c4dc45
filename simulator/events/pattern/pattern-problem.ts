/** An event pattern that EventBridge would refuse, in its words. */
export class PatternProblem extends Error {
  constructor(readonly reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
  }
}
