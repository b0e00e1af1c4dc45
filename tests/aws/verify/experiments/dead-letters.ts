import { SendMessageCommand, StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import { aQueue, countersBecome, receive, redriveTo, send } from "../../battery/sqs-bench";
import type { Experiment } from "../experiment";

const SOURCE_RECEIVES = 2;
const DLQ_RECEIVES = 3;

export const receiveCountOfDlq: Experiment = {
  id: "receive-count-of-dlq",
  question: "Does a dead-letter queue's own maxReceiveCount compare the cumulative receive count or its own?",
  run: async (bench) => {
    const last = await aQueue(bench, "last");
    const dlq = await aQueue(bench, "dlq", { ...redriveTo(last, DLQ_RECEIVES), VisibilityTimeout: "0" });
    const source = await aQueue(bench, "source", { ...redriveTo(dlq, SOURCE_RECEIVES), VisibilityTimeout: "0" });
    await send(bench, source, "poison");
    for (let n = 0; n <= SOURCE_RECEIVES; n++) await receive(bench, source);
    const counts: string[] = [];
    for (let n = 0; n < 8; n++) {
      const [message] = await receive(bench, dlq);
      if (message) counts.push(message.Attributes?.ApproximateReceiveCount ?? "?");
    }
    const moved = (await countersBecome(bench, last, "1/0/0")) === "1/0/0";
    const verdict = counts.length >= DLQ_RECEIVES ? "its own count" : "the cumulative count";
    return `Received ${SOURCE_RECEIVES} times at the source, then ${counts.length} times in the dead-letter queue with maxReceiveCount ${DLQ_RECEIVES} (counts told: ${counts.join(", ") || "none"}); ${moved ? `then moved on: ${verdict} is compared` : "it did not move on"}.`;
  },
};

const TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793";

export const moveCarries: Experiment = {
  id: "move-carries",
  question: "What does the native move task carry: message attributes, group id, trace header, times?",
  run: async (bench) => {
    const dlq = await aQueue(bench, "dlq");
    const source = await aQueue(bench, "source", { ...redriveTo(dlq, 1), VisibilityTimeout: "0" });
    const command = new SendMessageCommand({
      QueueUrl: source.url,
      MessageBody: "poison",
      MessageGroupId: "tenant-7",
      MessageAttributes: { team: { DataType: "String.custom", StringValue: "orders" } },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: TRACE } },
    });
    const { MessageId } = await bench.aws.sqs.send(command);
    const [before] = await receive(bench, source);
    await receive(bench, source);
    await countersBecome(bench, dlq, "1/0/0");
    await bench.aws.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dlq.arn }));
    await countersBecome(bench, source, "1/0/0");
    const [after] = await receive(bench, source);
    if (!after) return "The message did not come back.";
    const kept = (name: "MessageGroupId" | "AWSTraceHeader" | "SentTimestamp" | "SenderId") =>
      after.Attributes?.[name] === before?.Attributes?.[name]
        ? "kept"
        : `now ${after.Attributes?.[name] ? "another" : "absent"}`;
    const { team } = after.MessageAttributes ?? {};
    return [
      `message attribute ${team?.DataType === "String.custom" && team.StringValue === "orders" ? "kept" : "lost"}`,
      `group id ${kept("MessageGroupId")}`,
      `trace header ${kept("AWSTraceHeader")}`,
      `SentTimestamp ${kept("SentTimestamp")}`,
      `SenderId ${kept("SenderId")}`,
      `message id ${after.MessageId === MessageId ? "kept" : "another"}`,
      `receive count ${after.Attributes?.ApproximateReceiveCount}`,
    ].join("; ");
  },
};
