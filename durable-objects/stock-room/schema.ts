/**
 * The tables of a store's object, in steps: only ever append. `holds` has no further index on purpose: each would be one
 * more page to write for every hold, and only a restart would read it. `batches.on_hand` is the state `sellable`; its expiry
 * has an index because that is never rewritten when goods are sold.
 */
export const stockRoomSchema = [
  `create table batches (
     batch_id text primary key,
     variant_id text not null,
     number text not null,
     expires_on text,
     mrp_paise integer not null,
     on_hand integer not null check (on_hand >= 0),
     sold integer not null
   ) without rowid;
   create index batches_variant on batches (variant_id);
   create table holds (
     hold_id text primary key,
     status text not null check (status in ('held', 'committed', 'released', 'expired')),
     expires_at_ms integer not null,
     revision integer not null,
     allocations text not null
   ) without rowid;
   create table movements (
     sequence integer primary key,
     revision integer not null,
     batch_id text not null,
     variant_id text not null,
     kind text not null,
     quantity integer not null,
     reference text not null,
     occurred_at_ms integer not null
   );
   create table receipts (key text primary key, fingerprint text not null, booked integer not null) without rowid;
   create table progress (
     one integer primary key check (one = 1),
     store_id text not null,
     time_zone text not null,
     sent_sequence integer not null,
     reported_revision integer not null,
     reported_day text not null
   );`,
  `alter table batches add column in_transit integer not null default 0 check (in_transit >= 0);
   alter table batches add column quarantined integer not null default 0 check (quarantined >= 0);
   alter table batches add column damaged integer not null default 0 check (damaged >= 0);
   alter table batches add column expired integer not null default 0 check (expired >= 0);
   create index batches_expiry on batches (expires_on);
   alter table movements add column state text not null default 'sellable';
   create table blocks (batch_id text primary key, reason text, revision integer not null) without rowid;
   update progress set reported_day = '1900-01-01';`,
  `create table layout (
     one integer primary key check (one = 1),
     shard integer not null,
     version integer not null,
     shards integer not null,
     before integer not null,
     phase text not null,
     highest integer not null,
     is_done integer not null,
     changed_at_ms integer not null
   );
   create table leaving (variant_id text primary key, is_gone integer not null) without rowid;
   create table parcels (key text primary key, to_shard integer not null, parcel text not null) without rowid;
   create table parts (
     part_key text primary key,
     status text not null check (status in ('prepared', 'aborted')),
     document text not null,
     since_ms integer not null
   ) without rowid;
   create table across (
     key text primary key,
     status text not null check (status in ('preparing', 'decided')),
     attempt integer not null,
     shards text not null
   ) without rowid;
   create table attempts (one integer primary key check (one = 1), latest integer not null);
   insert into attempts (one, latest) values (1, 0);`,
] as const;
