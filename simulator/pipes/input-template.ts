import { memberAt, type PipeEvent, parsedEvent } from "./pipe-event";

export interface TemplateContext {
  readonly pipeArn: string;
  readonly pipeName: string;
  readonly sourceArn: string;
  readonly targetArn: string;
  /** Epoch milliseconds. */
  readonly ingestedAt: number;
}

const PLACEHOLDER = /<(\$[^>]*|aws\.pipes\.[^>]+)>/g;

/**
 * A target's input by its template (EventBridge User Guide, "Amazon EventBridge Pipes input transformation"). Inside
 * quotes a placeholder becomes text, outside of them JSON; what is missing becomes nothing.
 */
export function fillTemplate(template: string, event: PipeEvent, context: TemplateContext): string {
  const seen = parsedEvent(event);
  return template.replace(PLACEHOLDER, (_all, name: string, offset: number) => {
    const value = name.startsWith("$") ? memberAt(seen, name) : reserved(name, event, context);
    if (value === undefined) return "";
    if (!isQuoted(template, offset)) return JSON.stringify(value);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
  });
}

function reserved(name: string, event: PipeEvent, context: TemplateContext): unknown {
  switch (name) {
    case "aws.pipes.pipe-arn":
      return context.pipeArn;
    case "aws.pipes.pipe-name":
      return context.pipeName;
    case "aws.pipes.source-arn":
      return context.sourceArn;
    case "aws.pipes.target-arn":
      return context.targetArn;
    case "aws.pipes.event.ingestion-time":
      return new Date(context.ingestedAt).toISOString();
    case "aws.pipes.event":
    case "aws.pipes.event.json":
      return event;
  }
  return undefined;
}

function isQuoted(template: string, offset: number): boolean {
  return (template.slice(0, offset).match(/(?<!\\)"/g) ?? []).length % 2 === 1;
}
