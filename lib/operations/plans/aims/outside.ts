import { nameOfArn, parseArn } from "@/lib/core/arn";

/** Why nothing may be sent there: a run's session is for the account and Region of its dead-letter queue alone. */
export function outsideProblems(queueArn: string, arns: readonly (string | null)[]): string[] {
  const home = parseArn(queueArn);
  const named = [...new Set(arns.filter((arn) => arn !== null))].sort();
  return named.flatMap((arn) => {
    const there = parseArn(arn);
    if (!there || !home) return [];
    if (there.awsAccountId !== home.awsAccountId)
      return [
        `${nameOfArn(arn)} is in AWS account ${there.awsAccountId}, the dead-letter queue in ${home.awsAccountId}: a run acts in one account only.`,
      ];
    return there.region === home.region
      ? []
      : [
          `${nameOfArn(arn)} is in ${there.region}, the dead-letter queue in ${home.region}: a run acts in one Region only.`,
        ];
  });
}
