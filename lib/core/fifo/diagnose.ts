import { compareSequence } from "./sequence";

/** A message of a group, as its copy in the dead-letter queue tells. */
export interface DeadMember {
  readonly messageRowId: string;
  readonly messageId: string;
  readonly groupId: string;
  readonly sequenceNumber: string | null;
  readonly classId: string;
  readonly classTitle: string;
  readonly causeKind: string;
  readonly firstSeenAt: string;
  readonly sentAt: string | null;
}

/**
 * What happened to one group. *head*: the first of it to die, which held up everything behind it until it was given up.
 * *sameFailure* behind it: they most likely fail by themselves too; *otherFailure*: they died of something else, often of the
 * order that the head had broken.
 */
export interface GroupDiagnosis {
  readonly groupId: string;
  readonly deadCount: number;
  readonly head: DeadMember;
  readonly behindCount: number;
  readonly sameFailureCount: number;
  readonly otherFailureCount: number;
  /** False where a sequence number is missing: then the one that was seen first is called the head. */
  readonly isOrderKnown: boolean;
  readonly verdict: string;
}

/** One diagnosis for each group that has dead members, the one that holds the most first. */
export function diagnoseGroups(members: readonly DeadMember[]): GroupDiagnosis[] {
  const groups = new Map<string, DeadMember[]>();
  for (const member of members) {
    const group = groups.get(member.groupId);
    if (group) group.push(member);
    else groups.set(member.groupId, [member]);
  }
  return [...groups.values()]
    .map(diagnose)
    .sort((a, b) => b.deadCount - a.deadCount || (a.groupId < b.groupId ? -1 : 1));
}

function diagnose(group: readonly DeadMember[]): GroupDiagnosis {
  const isOrderKnown = group.every(({ sequenceNumber }) => sequenceNumber !== null);
  const [head, ...behind] = [...group].sort((a, b) =>
    isOrderKnown
      ? compareSequence(a.sequenceNumber ?? "", b.sequenceNumber ?? "")
      : Date.parse(a.firstSeenAt) - Date.parse(b.firstSeenAt),
  );
  if (!head) throw new Error("a group without members");
  const sameFailureCount = behind.filter(({ classId }) => classId === head.classId).length;
  const facts = {
    groupId: head.groupId,
    deadCount: group.length,
    head,
    behindCount: behind.length,
    sameFailureCount,
    otherFailureCount: behind.length - sameFailureCount,
    isOrderKnown,
  };
  return { ...facts, verdict: verdictOf(facts) };
}

function verdictOf({
  behindCount,
  sameFailureCount,
  otherFailureCount,
  isOrderKnown,
}: Omit<GroupDiagnosis, "verdict">): string {
  const head = isOrderKnown ? "The head" : "The one that was seen first";
  if (behindCount === 0) return `${head} died alone. What came after it in the group was not seen to fail.`;
  const same = sameFailureCount === 1 ? "1 behind it died" : `${sameFailureCount} behind it died`;
  const other = otherFailureCount === 1 ? "1 died" : `${otherFailureCount} died`;
  if (otherFailureCount === 0)
    return `${head} and everything behind it that died failed alike: mend that first, then redrive the group in order.`;
  if (sameFailureCount === 0)
    return `${head} is poison: ${other} behind it of something else. Mend or skip the head, then redrive the rest in order.`;
  return `${head} is poison: ${same} of the same, ${other} of something else. Mend the head first, then redrive the group in order.`;
}
