/** Where warnings go that no caller can act on; any structured logger fits. */
export interface AwsLog {
  warn(detail: object, text: string): void;
}
