export interface LogSearch {
  readonly groupName: string;
  /** Lines that hold this text, whatever it consists of; without it every line. */
  readonly text?: string;
  readonly streamName?: string;
  readonly from: Date;
  readonly until: Date;
  readonly mostLines: number;
  /** A rare line may lie behind empty pages, each of which is a call. */
  readonly mostCalls: number;
}
export interface LogLines {
  /** In order of time. */
  readonly lines: readonly { readonly at: Date; readonly text: string; readonly streamName: string }[];
  /** There is more than was read. */
  readonly isCut: boolean;
  readonly calls: number;
}
export interface Logs {
  /** Lines of a log group; NotFound (`aws-not-found`) when there is none. CloudWatch Logs shows a line seconds after it was written. */
  search(wanted: LogSearch): Promise<LogLines>;
}
