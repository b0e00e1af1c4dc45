/* Buckets with their objects, as plain JSON. Times are epoch milliseconds. */

/** The algorithms that S3 keeps a checksum of, by the end of its header. */
export type Checksums = Readonly<Partial<Record<"sha256" | "sha1" | "crc32", string>>>;

export interface ObjectVersion {
  /** `null` while the bucket was never versioned, as S3 itself calls it. */
  readonly versionId: string;
  readonly at: number;
  readonly bodyBase64: string;
  /** Of the body, in hex: without encryption by keys S3's ETag is just that. */
  readonly md5: string;
  readonly checksums: Checksums;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Bucket {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  versioning: "Enabled" | "Suspended" | undefined;
  /** Key → versions, newest last. */
  readonly objects: Record<string, ObjectVersion[]>;
}

/** Buckets of all accounts: their names are one namespace. */
export class S3State {
  #buckets = new Map<string, Bucket>();

  get(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  put(bucket: Bucket): void {
    this.#buckets.set(bucket.name, bucket);
  }

  serialize() {
    return { buckets: [...this.#buckets.values()] };
  }

  /** Snapshots from before there was S3 have none. */
  static load(data: ReturnType<S3State["serialize"]> | undefined): S3State {
    const state = new S3State();
    for (const bucket of data?.buckets ?? []) state.put(bucket);
    return state;
  }
}
