import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

interface Cost {
  /** N of RFC 7914. */
  iterations: number;
  blockSize: number;
  parallel: number;
}

/** About 97 ms and 34 MB on today's machines. */
const cost: Cost = { iterations: 16_384, blockSize: 16, parallel: 1 };
const KEY_BYTES = 64;
const SALT_BYTES = 16;
const MAX_MEMORY_BYTES = 64 * 1024 * 1024;

function derive(password: string, salt: Uint8Array, { iterations, blockSize, parallel }: Cost): Promise<Buffer> {
  const options = { N: iterations, r: blockSize, p: parallel, maxmem: MAX_MEMORY_BYTES };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** As text with all that it takes to check it: `scrypt$N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost);
  const { iterations, blockSize, parallel } = cost;
  return ['scrypt', iterations, blockSize, parallel, salt.toString('base64url'), key.toString('base64url')].join('$');
}

interface StoredHash extends Cost {
  salt: Buffer;
  key: Buffer;
}

function readHash(hash: string): StoredHash {
  const [kind, iterations, blockSize, parallel, salt, key] = hash.split('$');
  if (kind !== 'scrypt' || !salt || !key) throw new Error('This is no hash of a password');
  return {
    iterations: Number(iterations),
    blockSize: Number(blockSize),
    parallel: Number(parallel),
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}

/** Of a password that nobody has: an unknown address takes as long as a known one. */
const nobodys: StoredHash = { ...cost, salt: Buffer.alloc(SALT_BYTES, 1), key: Buffer.alloc(KEY_BYTES, 1) };

/** Whether it is the password. Without a hash (no account, no password) it takes as long and is wrong. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const stored = hash === null ? nobodys : readHash(hash);
  const key = await derive(password, stored.salt, stored);
  return timingSafeEqual(key, stored.key) && hash !== null;
}

/** Whether the hash was made at another cost than today's: it is made anew when its password is next shown. */
export function isOutdated(hash: string): boolean {
  const { iterations, blockSize, parallel } = readHash(hash);
  return iterations !== cost.iterations || blockSize !== cost.blockSize || parallel !== cost.parallel;
}
