interface StoredFile {
  body: ReadableStream<Uint8Array>;
  contentType: string;
  etag: string;
  text(): Promise<string>;
}

/** Files by key: R2 in production and in the local runtime. */
export interface FileStore {
  get(key: string): Promise<StoredFile | undefined>;
  put(key: string, body: string | ArrayBuffer | Uint8Array, contentType: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** The part of an R2 bucket that is used, so that this file needs no Cloudflare import. */
type Bucket = Pick<R2Bucket, 'get' | 'put' | 'delete'>;

export function bucketFiles(bucket: Bucket): FileStore {
  return {
    async get(key) {
      const object = await bucket.get(key);
      if (object === null) return undefined;
      return {
        body: object.body,
        contentType: object.httpMetadata?.contentType ?? 'application/octet-stream',
        etag: object.httpEtag,
        text: () => object.text(),
      };
    },
    async put(key, body, contentType) {
      await bucket.put(key, body, { httpMetadata: { contentType } });
    },
    async delete(key) {
      await bucket.delete(key);
    },
  };
}

/** Files in memory, for tests. */
export function memoryFiles(): FileStore {
  const files = new Map<string, { bytes: Uint8Array<ArrayBuffer>; contentType: string }>();
  return {
    async get(key) {
      const file = files.get(key);
      if (file === undefined) return undefined;
      const { bytes, contentType } = file;
      const { body } = new Response(bytes);
      if (body === null) return undefined;
      return { body, contentType, etag: `"${bytes.length}"`, text: async () => new TextDecoder().decode(bytes) };
    },
    async put(key, body, contentType) {
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
      files.set(key, { bytes: new Uint8Array(bytes), contentType });
    },
    async delete(key) {
      files.delete(key);
    },
  };
}
