import type { XmlRoute } from "../wire/answer";

const BUCKET = "/{Bucket}";
const OBJECT = "/{Bucket}/{Key+}";

/** Methods, paths and headers of S3's REST API, as its service model has them. */
export const routes: readonly XmlRoute[] = [
  { method: "PUT", path: BUCKET, operation: "CreateBucket", payload: "CreateBucketConfiguration" },
  {
    method: "PUT",
    path: BUCKET,
    subresource: "versioning",
    operation: "PutBucketVersioning",
    payload: "VersioningConfiguration",
  },
  { method: "GET", path: BUCKET, subresource: "versioning", operation: "GetBucketVersioning" },
  { method: "GET", path: BUCKET, subresource: "versions", operation: "ListObjectVersions" },
  {
    method: "PUT",
    path: OBJECT,
    operation: "PutObject",
    payload: "Body",
    headers: {
      ContentType: "content-type",
      ContentEncoding: "content-encoding",
      ContentMD5: "content-md5",
      ChecksumSHA256: "x-amz-checksum-sha256",
      ChecksumSHA1: "x-amz-checksum-sha1",
      ChecksumCRC32: "x-amz-checksum-crc32",
    },
  },
  { method: "HEAD", path: OBJECT, operation: "HeadObject", headers: { ChecksumMode: "x-amz-checksum-mode" } },
  { method: "GET", path: OBJECT, operation: "GetObject", headers: { ChecksumMode: "x-amz-checksum-mode" } },
  { method: "DELETE", path: OBJECT, operation: "DeleteObject" },
];
