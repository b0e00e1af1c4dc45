/** Kinesis and DynamoDB streams with their records. Plain JSON inside. */
export class StreamsState {
  serialize() {
    return {};
  }

  static load(_data: ReturnType<StreamsState["serialize"]>): StreamsState {
    return new StreamsState();
  }
}
