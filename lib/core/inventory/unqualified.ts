/** A function's ARN without version or alias: `…:function:name:live` → `…:function:name`. Any other ARN as it is. */
export function unqualified(arn: string): string {
  return arn.replace(/^(arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+):.+$/, "$1");
}

/** A state machine's ARN without version or alias, as the inventory knows it. Any other ARN as it is. */
export function withoutVersion(arn: string): string {
  return arn.replace(/^(arn:[^:]+:states:[^:]*:[^:]*:stateMachine:[^:]+):.+$/, "$1");
}
