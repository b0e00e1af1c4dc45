/** What our replays are called begins so; whoever looks into the console sees where they come from. */
const PREFIX = "dlo-";
const LONGEST = 64;

/**
 * The name of a plan's replay: always the same, so that after a lost answer it can be looked up instead of started again.
 * EventBridge takes letters, digits, dot, hyphen and underscore, 64 at most.
 */
export function replayNameOf(planId: string): string {
  return `${PREFIX}${planId.replaceAll(/[^\w.-]/g, "-")}`.slice(0, LONGEST);
}

/** The ARN that a replay of this name has beside its archive. */
export function replayArnOf(archiveArn: string, name: string): string {
  return archiveArn.replace(/:archive\/.*$/, `:replay/${name}`);
}
