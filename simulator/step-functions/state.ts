/** State machines and their executions. Plain JSON inside. */
export class StepFunctionsState {
  serialize() {
    return {};
  }

  static load(_data: ReturnType<StepFunctionsState["serialize"]>): StepFunctionsState {
    return new StepFunctionsState();
  }
}
