export const SUBJECT_KINDS = ["queue", "archive", "state-machine"] as const;

/** What a plan is about. Its name and ARN stay with the plan, also when the thing is gone. */
export interface PlanSubject {
  readonly kind: (typeof SUBJECT_KINDS)[number];
  readonly name: string;
  readonly arn: string;
}
