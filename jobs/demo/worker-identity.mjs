/** Who the demo's worker is in the simulated AWS: a user of the account that connects the others. */
export const WORKER = {
  accountId: "999999999999",
  arn: "arn:aws:iam::999999999999:user/dead-letter-office",
  accessKeyId: "AKIADLODEMOWORKER001",
};
