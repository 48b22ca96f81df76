import * as z from 'zod';
import { type Permission, permissionTable } from '#platform/access/permission-table';
import { knownPermissions } from '../grants/grant-view.ts';
import { instantOf, instantOrNull } from '../instant-of.ts';

export const keyPlans = ['standard', 'high'] as const;

export const KeyView = z
  .object({
    id: z.uuid(),
    ownerId: z.uuid(),
    name: z.string(),
    prefix: z.string().meta({ description: 'How the key begins: tells it from others' }),
    permissions: z.array(z.enum(Object.keys(permissionTable) as [Permission, ...Permission[]])),
    corsOrigins: z.array(z.string()),
    plan: z.enum(keyPlans),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable().meta({ description: 'To the minute' }),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' });
export type KeyView = z.infer<typeof KeyView>;

export interface KeyRecord {
  id: string;
  owner_id: string;
  name: string;
  prefix: string;
  permissions: string[];
  cors_origins: string[];
  plan: KeyView['plan'];
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

export const keyView = (row: KeyRecord): KeyView => ({
  id: row.id,
  ownerId: row.owner_id,
  name: row.name,
  prefix: row.prefix,
  permissions: knownPermissions(row.permissions),
  corsOrigins: row.cors_origins,
  plan: row.plan,
  createdAt: instantOf(row.created_at),
  expiresAt: instantOf(row.expires_at),
  lastUsedAt: instantOrNull(row.last_used_at),
  revokedAt: instantOrNull(row.revoked_at),
});
