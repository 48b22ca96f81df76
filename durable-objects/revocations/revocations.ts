import { DurableObject } from 'cloudflare:workers';
import type { RevocationsDoor, RevokedEntry } from '#platform/objects';
import type { ObjectsEnv } from '../env.ts';

export class Revocations extends DurableObject<ObjectsEnv> implements RevocationsDoor {
  async revoke(): Promise<void> {}

  async since(version: number): Promise<{ version: number; isWhole: boolean; entries: RevokedEntry[] }> {
    return { version, isWhole: true, entries: [] };
  }
}
