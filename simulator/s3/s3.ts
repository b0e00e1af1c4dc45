import type { Service } from "../service";
import { createBucket, getBucketVersioning, putBucketVersioning } from "./buckets";
import { getObject, headObject, putObject } from "./objects";
import { routes } from "./routes";
import { deleteObject, listObjectVersions } from "./versions";

export const s3: Service = {
  name: "s3",
  wire: { kind: "rest-xml", routes },
  operations: {
    CreateBucket: createBucket,
    PutBucketVersioning: putBucketVersioning,
    GetBucketVersioning: getBucketVersioning,
    PutObject: putObject,
    HeadObject: headObject,
    GetObject: getObject,
    ListObjectVersions: listObjectVersions,
    DeleteObject: deleteObject,
  },
  actions: { HeadObject: "GetObject", ListObjectVersions: "ListBucketVersions", DeleteObject: "DeleteObjectVersion" },
  trailed: { CreateBucket: "CreateBucket", PutBucketVersioning: "PutBucketVersioning" },
};
