import { type Located, Table } from "../table";

/* Streams as plain JSON. Times are epoch milliseconds; data is base64 text. */

export interface KinesisRecord {
  readonly sequenceNumber: string;
  readonly at: number;
  readonly partitionKey: string;
  readonly data: string;
}

export interface KinesisShard {
  readonly id: string;
  /** In the order of arrival. */
  records: KinesisRecord[];
}

export interface KinesisStream extends Located {
  readonly arn: string;
  readonly createdAt: number;
  readonly mode: "PROVISIONED" | "ON_DEMAND";
  retentionHours: number;
  /** Records that ever came in: the next sequence number follows from it. */
  recordCount: number;
  readonly shards: readonly KinesisShard[];
}

/** An attribute map as DynamoDB writes it: `{"id": {"S": "7"}}`. */
export type Image = Readonly<Record<string, unknown>>;

/** One change of an item of a table. */
export interface ChangeRecord {
  readonly sequenceNumber: string;
  readonly at: number;
  readonly eventId: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly keys: Image;
  readonly newImage?: Image;
  readonly oldImage?: Image;
}

/** The stream of a table; its one shard never closes. `name` is `<table>/stream/<label>`. */
export interface TableStream extends Located {
  readonly arn: string;
  readonly tableName: string;
  readonly label: string;
  readonly viewType: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
  readonly createdAt: number;
  readonly shardId: string;
  recordCount: number;
  records: ChangeRecord[];
}

/** A stretch of a shard that is tried as one. */
export interface Batch {
  readonly first: string;
  readonly last: string;
  /** Tries that count against MaximumRetryAttempts. */
  readonly failedCount: number;
  /** All tries. */
  readonly triedCount: number;
}

/** How far an event source mapping or a pipe has come in one shard. */
export interface ShardReader {
  readonly kind: "mapping" | "pipe";
  /** The ARN of the mapping or pipe. */
  readonly owner: string;
  readonly streamArn: string;
  readonly shardId: string;
  /** Everything up to this sequence number is done with. */
  after: string;
  /** Batches under way or to be tried again, the first one first: they block the shard. */
  pending: Batch[];
  /** Its next step is on the agenda. */
  isPlanned: boolean;
}

/** Kinesis and DynamoDB streams with their records, and who reads them. */
export class StreamsState {
  kinesis = new Table<KinesisStream>();
  tables = new Table<TableStream>();
  /** By kind, owner, stream and shard. */
  readers = new Map<string, ShardReader>();

  serialize() {
    return {
      kinesis: this.kinesis.serialize(),
      tables: this.tables.serialize(),
      readers: [...this.readers],
    };
  }

  static load(data: ReturnType<StreamsState["serialize"]>): StreamsState {
    const state = new StreamsState();
    state.kinesis = Table.load(data.kinesis);
    state.tables = Table.load(data.tables);
    state.readers = new Map(data.readers.map(([id, reader]) => [id, { ...reader }]));
    return state;
  }
}
