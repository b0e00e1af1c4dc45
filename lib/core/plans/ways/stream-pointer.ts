import { parseArn } from "@/lib/core/arn";
import { streamArnsIn } from "@/lib/core/streams/plan-streams";
import { OPERATE, type Way } from "./way";

/** The records that a message points at, read again while the stream has them. */
export const streamPointer: Way = {
  driver: "stream-pointer",
  originKinds: ["stream-mapping", "pipe"],
  takesDestination: "never",
  sentence: ({ queueName, places }) =>
    `We read the records that each message points at from their stream, invoke ${places} with them, then delete the message from ${queueName}.`,
  steps: [
    { step: "receive from the dead-letter queue, delete from it", by: OPERATE },
    { step: "read the records from the stream", by: OPERATE },
    { step: "invoke the function", by: `${OPERATE}, not the mapping or pipe` },
  ],
  actions: ["lambda:InvokeFunction"],
  reads: (configuration) => {
    const arns = streamArnsIn(configuration);
    return [
      {
        actions: ["kinesis:DescribeStreamSummary", "kinesis:GetShardIterator", "kinesis:GetRecords"],
        arns: arns.filter((arn) => parseArn(arn)?.service === "kinesis"),
      },
      {
        actions: ["dynamodb:GetShardIterator", "dynamodb:GetRecords"],
        arns: arns.filter((arn) => parseArn(arn)?.service === "dynamodb"),
      },
    ];
  },
  consequence:
    "The function gets these records after newer ones that it had already. A batch of more than 1 MB goes as several events, in order.",
};
