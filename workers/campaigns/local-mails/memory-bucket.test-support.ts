/** A bucket in memory, as far as a mailbox uses one. */
export function memoryBucket(): R2Bucket {
  const objects = new Map<string, { body: string; customMetadata: Record<string, string> }>();
  const bucket = {
    async put(key: string, body: string, { customMetadata }: { customMetadata: Record<string, string> }) {
      objects.set(key, { body, customMetadata });
    },
    async get(key: string) {
      const found = objects.get(key);
      return found === undefined ? null : { json: async () => JSON.parse(found.body) };
    },
    async list({ prefix, limit }: { prefix: string; limit: number }) {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
      return { objects: keys.slice(0, limit).map((key) => ({ key, ...objects.get(key) })) };
    },
  };
  return bucket as unknown as R2Bucket;
}
