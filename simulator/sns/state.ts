/** Topics and subscriptions. Plain JSON inside. */
export class SnsState {
  serialize() {
    return {};
  }

  static load(_data: ReturnType<SnsState["serialize"]>): SnsState {
    return new SnsState();
  }
}
