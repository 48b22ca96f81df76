import { type SQL, sql } from 'drizzle-orm';
import { customRoles, people, roleGrants } from '#db/schema/people';
import { webhookDeliveries, webhookEndpoints } from '#db/schema/webhooks';
import { permissionsOf, roles } from '#platform/access/roles';
import { leaseMs, parallelPerEndpoint, parallelPerFailingEndpoint } from './retry-plan.ts';

/** A delivery that is this sender's alone until its lease ends, with what is needed to send it. */
export interface ClaimedDelivery {
  id: string;
  endpointId: string;
  body: string;
  attempts: number;
  attemptsBefore: number;
  /** RFC 3339. */
  releasedAt: string;
  leaseEndsAt: string;
  url: string;
  /** Sealed, as is `previousSecret`. */
  secret: string;
  previousSecret: string | null;
  previousSecretUntil: string | null;
  isFailing: boolean;
}

const listeningRoles = roles.filter((role) => permissionsOf(role).includes('webhooks.manage'));

/** Whoever is shut out, or lost the right to webhooks, is not sent what was queued before either. */
const ownerMayListen = (at: SQL): SQL => sql`exists (select from ${people} p join ${roleGrants} g on g.person_id = p.id
    left join ${customRoles} r on r.id = g.custom_role_id
  where p.id = e.owner_id and p.status = 'active' and g.revoked_at is null and r.archived_at is null
    and (g.expires_at is null or g.expires_at > ${at})
    and (g.role = any(${`{${listeningRoles.join(',')}}`}::text[]) or 'webhooks.manage' = any(r.permissions)))`;

export interface Room {
  total: number;
  /** Of these, for endpoints that failed last time. */
  failing: number;
}

/**
 * Takes deliveries that are due, of each record only the first that is not finished: what comes later waits. Endpoints take
 * turns, those that failed last time come last. A delivery that was taken and never finished is due again when its lease
 * ends. The locking query repeats `due_at`: whoever waited for a row must see that another has it.
 */
export function claimDeliveries(now: Date, room: Room): SQL {
  const at = sql`${now.toISOString()}::timestamptz`;
  const leaseEnd = sql`${new Date(now.getTime() + leaseMs).toISOString()}::timestamptz`;
  return sql`with listening as (
      select e.id, e.failing_since is not null as is_failing,
        (case when e.failing_since is null then ${parallelPerEndpoint}::int else ${parallelPerFailingEndpoint}::int end) - (
          select count(*) from ${webhookDeliveries} d
          where d.endpoint_id = e.id and d.status = 'sending' and d.due_at > ${at})::int as room
      from ${webhookEndpoints} e where e.status = 'active' and e.deleted_at is null and ${ownerMayListen(at)}
    ), heads as (
      select head.id, head.due_at, is_failing, row_number() over (partition by listening.id order by head.due_at, head.id) as turn
      from listening cross join lateral (
        select d.id, d.due_at from ${webhookDeliveries} d where d.endpoint_id = listening.id and d.due_at <= ${at}
          and not exists (select 1 from ${webhookDeliveries} earlier where earlier.endpoint_id = d.endpoint_id
            and earlier.subject = d.subject and earlier.due_at is not null and earlier.event_id < d.event_id)
        order by d.due_at, d.id limit greatest(listening.room, 0)
      ) head
    ), fair as (
      select id, is_failing, turn, due_at, row_number() over (partition by is_failing order by turn, due_at, id) as place from heads
    ), wanted as (
      select id from fair where not is_failing or place <= ${room.failing} order by is_failing, turn, due_at, id limit ${room.total}
    ), taken as (
      select d.id from ${webhookDeliveries} d where d.id in (select id from wanted) and d.due_at <= ${at} for update skip locked
    )
    update ${webhookDeliveries} d set status = 'sending', attempts = d.attempts + 1, due_at = ${leaseEnd}
    from ${webhookEndpoints} e where d.id in (select id from taken) and e.id = d.endpoint_id
    returning d.id, d.endpoint_id as "endpointId", d.body, d.attempts, d.attempts_before as "attemptsBefore",
      d.released_at as "releasedAt", d.due_at as "leaseEndsAt", e.url, e.secret, e.previous_secret as "previousSecret",
      e.previous_secret_until as "previousSecretUntil", e.failing_since is not null as "isFailing"`;
}

/** When the next delivery becomes due that is not due yet, in epoch milliseconds. */
export const nextDueMs = (now: Date): SQL => sql`select (extract(epoch from min(d.due_at)) * 1000)::float8 as "dueMs"
  from ${webhookDeliveries} d join ${webhookEndpoints} e on e.id = d.endpoint_id
  where e.status = 'active' and e.deleted_at is null and d.due_at > ${now.toISOString()}::timestamptz`;
