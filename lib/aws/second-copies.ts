/** A second copy that was read back. */
export interface StoredCopy {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** SHA-256 of the object, base64. */
  readonly checksum: string;
}
/** A versioned bucket outside of the accounts that are watched. The account given is the one for which a call is counted. */
export interface SecondCopies {
  readonly bucket: string;
  readonly region: string;
  versioning(accountId: string): Promise<"Enabled" | "Suspended" | "Off">;
  keyOf(name: string): string;
  /**
   * Puts the bytes under the key of this name and reads version, size and checksum back. Throws unless all three are proved. Doing it
   * again leaves another version.
   */
  put(accountId: string, name: string, bytes: Uint8Array): Promise<StoredCopy>;
  /**
   * Deletes every version of an object, delete markers too, and looks whether one is left. Throws with the reason when S3
   * refuses, as it does for a locked object. Doing it again is harmless.
   */
  erase(accountId: string, key: string): Promise<void>;
}
