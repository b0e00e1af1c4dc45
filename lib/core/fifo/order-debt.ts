import { compareSequence } from "./sequence";

/** One message of a FIFO group that was seen in the dead-letter queue. */
export interface GroupMember {
  readonly messageId: string;
  readonly groupId: string;
  /** Of the dead-letter queue: the order in which the messages of a group died. */
  readonly sequenceNumber: string | null;
  readonly isChosen: boolean;
  /** Believed to be in the dead-letter queue still; else it was given back, discarded, or is gone. */
  readonly isPresent: boolean;
  readonly wasGivenBack: boolean;
}

/**
 * How far the order of groups is broken already, and how far a plan would break it, as far as the dead-letter queue tells.
 * What the consumer processed without a failure nobody can see from here: it comes on top.
 */
export interface OrderDebt {
  readonly groupCount: number;
  /** Messages that died after a chosen one of their group, and were given back before it: they are ahead for good. */
  readonly overtakenBy: number;
  /** Messages that died before a chosen one of their group, still lie there, and are not chosen: they would come after it. */
  readonly leftBehind: number;
  /** Chosen messages of which no sequence number was seen, so that nobody knows their place. */
  readonly unknownCount: number;
}

export function orderDebt(members: readonly GroupMember[]): OrderDebt {
  const groups = new Map<string, GroupMember[]>();
  for (const member of members) {
    const group = groups.get(member.groupId);
    if (group) group.push(member);
    else groups.set(member.groupId, [member]);
  }
  const debts = [...groups.values()].filter((group) => group.some(({ isChosen }) => isChosen)).map(debtOf);
  const sum = (of: (debt: OrderDebt) => number) => debts.reduce((total, debt) => total + of(debt), 0);
  return {
    groupCount: debts.length,
    overtakenBy: sum((debt) => debt.overtakenBy),
    leftBehind: sum((debt) => debt.leftBehind),
    unknownCount: sum((debt) => debt.unknownCount),
  };
}

function debtOf(group: readonly GroupMember[]): OrderDebt {
  const chosen = group.filter(({ isChosen }) => isChosen);
  const places = chosen.flatMap(({ sequenceNumber }) => sequenceNumber ?? []).sort(compareSequence);
  const [first, last] = [places[0], places.at(-1)];
  const others = group.filter(({ isChosen }) => !isChosen);
  const isAfterFirst = ({ sequenceNumber: at }: GroupMember) =>
    at !== null && first !== undefined && compareSequence(at, first) > 0;
  const isBeforeLast = ({ sequenceNumber: at }: GroupMember) =>
    at !== null && last !== undefined && compareSequence(at, last) < 0;
  return {
    groupCount: 1,
    overtakenBy: others.filter((one) => one.wasGivenBack && isAfterFirst(one)).length,
    leftBehind: others.filter((one) => one.isPresent && isBeforeLast(one)).length,
    unknownCount: chosen.length - places.length,
  };
}
