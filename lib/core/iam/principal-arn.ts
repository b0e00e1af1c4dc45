const SESSION = /^arn:([a-z-]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\/.+$/;

/**
 * By which ARN a trust policy names this caller for good: a role's session comes and goes, its role stays. A role in a
 * path of its own is not found this way, for the session does not tell the path.
 */
export function principalArnOf(callerArn: string): string {
  const [, partition, awsAccountId, role] = SESSION.exec(callerArn) ?? [];
  return role ? `arn:${partition}:iam::${awsAccountId}:role/${role}` : callerArn;
}
