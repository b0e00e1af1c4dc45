import { type MessageAttributeValue, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { InputOf } from "@/lib/contract";
import type { Role } from "@/lib/core/access/capabilities";
import type { DloError } from "@/lib/core/errors";
import type { Clients } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import type { World } from "../../support/world";

const TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";

/** A message with attributes and a trace, dead-lettered by SQS itself. */
export async function deadLetterWith(
  clients: Clients,
  pair: { sourceUrl: string },
  body: string,
  attributes: Record<string, string>,
  groupId?: string,
): Promise<void> {
  const values = Object.entries(attributes).map(([name, StringValue]): [string, MessageAttributeValue] => [
    name,
    { DataType: "String", StringValue },
  ]);
  await clients.sqs.send(
    new SendMessageCommand({
      QueueUrl: pair.sourceUrl,
      MessageBody: body,
      MessageAttributes: Object.fromEntries(values),
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: TRACE } },
      ...(groupId && { MessageGroupId: groupId, MessageDeduplicationId: `d-${body.length}-${groupId}` }),
    }),
  );
  await deadLetter(clients, pair, []);
}

/** What waits in a queue now, as SQS hands it out. */
export async function messagesIn(clients: Clients, queueUrl: string) {
  const { Messages = [] } = await clients.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 1,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["All"],
    }),
  );
  return Messages.map(({ Body, MessageAttributes = {}, Attributes = {} }) => ({
    body: Body ?? "",
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
    ),
    system: Attributes as Record<string, string>,
  }));
}

/** The messages of a queue after it was looked into, oldest first. */
export async function seenMessages(world: World, accountId: string, queueName: string) {
  const queue = await seenQueue(world, accountId, queueName);
  const { items } = await world.ask("listFailedMessages", { queueId: queue.id, state: "present", limit: 200 });
  return { queue, messages: items.reverse() };
}

/** An edit that is kept, and the plan of its redrive. */
export async function anEditPlan(world: World, input: InputOf<"prepareEdit">, role: Role = "admin") {
  const edit = await world.ask("prepareEdit", input, role);
  const plan = await world.ask("createPlan", { action: "redrive", selection: { editSetId: edit.editSetId } }, role);
  return { edit, plan };
}

export async function refusal(
  asked: Promise<unknown>,
): Promise<DloError & { fields?: { field: string; message: string }[] }> {
  return asked.then(
    () => {
      throw new Error("it was not refused");
    },
    (error: DloError) => error,
  );
}
