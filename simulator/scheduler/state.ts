/** Schedules and their groups. Plain JSON inside. */
export class SchedulerState {
  serialize() {
    return {};
  }

  static load(_data: ReturnType<SchedulerState["serialize"]>): SchedulerState {
    return new SchedulerState();
  }
}
