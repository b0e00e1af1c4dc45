/* Keys as plain JSON. Times are epoch milliseconds. */

export interface KmsKey {
  readonly keyId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly description: string;
  readonly createdAt: number;
  /** AES-256, base64: what AWS never shows. */
  readonly material: string;
}

/** Symmetric keys of all accounts, by their id. */
export class KmsState {
  #keys = new Map<string, KmsKey>();

  get(keyId: string): KmsKey | undefined {
    return this.#keys.get(keyId);
  }

  put(key: KmsKey): void {
    this.#keys.set(key.keyId, key);
  }

  serialize() {
    return { keys: [...this.#keys.values()] };
  }

  /** Snapshots from before there was KMS have none. */
  static load(data: ReturnType<KmsState["serialize"]> | undefined): KmsState {
    const state = new KmsState();
    for (const key of data?.keys ?? []) state.put(key);
    return state;
  }
}
