/** A message that a selection names, with what aims and checks need to know of it. */
export interface Selected {
  readonly messageRowId: string;
  readonly vaultItemId: string | null;
  readonly messageId: string;
  readonly queueId: string;
  readonly classId: string;
  readonly bodyId: string | null;
  readonly bodySha256: string;
  readonly bodyBytes: number;
  readonly attributeCount: number;
  readonly sourceQueueArn: string | null;
  readonly originKind: string;
  readonly causeKind: string;
  /** Of its class: the resource that failed, and its target where it has several. */
  readonly anchorArn: string | null;
  readonly anchorPart: string | null;
  readonly groupId: string | null;
  readonly sequenceNumber: string | null;
  readonly sentAt: string | null;
  readonly firstSeenAt: string | null;
  readonly expiresAt: string | null;
  readonly recordsUntil: string | null;
  readonly consumerVersion: string | null;
  readonly isBystander: boolean;
  readonly cameBack: boolean;
  /** How often it came back from a redrive, under whatever id. */
  readonly bounceCount: number;
  readonly isTombstone: boolean;
  readonly editId: string | null;
  readonly editedSha256: string | null;
  readonly editedBytes: number | null;
}
