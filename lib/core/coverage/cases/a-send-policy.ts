/** A queue policy that lets one service send to one queue on behalf of one source, as AWS's pages write it. */
export function aSendPolicy(service: string, queue: string, source: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: `${service}.amazonaws.com` },
        Action: "sqs:SendMessage",
        Resource: queue,
        Condition: { ArnEquals: { "aws:SourceArn": source } },
      },
    ],
  });
}
