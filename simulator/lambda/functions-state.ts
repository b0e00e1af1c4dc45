/** Functions, their asynchronous settings and what they will do. Plain JSON inside. */
export class LambdaState {
  serialize() {
    return {};
  }

  static load(_data: ReturnType<LambdaState["serialize"]>): LambdaState {
    return new LambdaState();
  }
}
