/** Pipes. Plain JSON inside. */
export class PipesState {
  serialize() {
    return {};
  }

  static load(_data: ReturnType<PipesState["serialize"]>): PipesState {
    return new PipesState();
  }
}
