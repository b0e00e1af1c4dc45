/** What a failure class is made from, whatever it was found by. */
export interface MadeClass {
  readonly fingerprint: string;
  readonly anchorArn: string;
  readonly originKind: string;
  readonly wayBack: string;
  readonly causeKind: string;
  readonly causeReason: string;
  readonly classifier: string;
  readonly normalisedError: string;
  readonly title: string;
  readonly messageType: string;
}
