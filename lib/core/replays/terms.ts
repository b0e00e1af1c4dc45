/** What a replay is to start, as people saw it. Events of this time are sent again to these rules of the archive's bus. */
export interface ReplayTerms {
  readonly archiveArn: string;
  readonly busArn: string;
  /** ISO, inclusive; EventBridge takes whole minutes of event time. */
  readonly from: string;
  readonly until: string;
  /** Null: every rule of the bus, which fires everything again. */
  readonly ruleArns: readonly string[] | null;
  /** An estimate; null where nobody can tell. */
  readonly estimatedEvents: number | null;
}
