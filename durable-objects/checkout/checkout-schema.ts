/** Only ever append. */
export const checkoutSchema = [
  `create table cart (
    only_row integer primary key check (only_row = 1), token_hash text not null, state text not null,
    attempts integer not null, changed_at_ms integer not null
  );
  create table placement (only_row integer primary key check (only_row = 1), state text not null);
  create table answers (
    key text primary key, body_hash text not null, status integer not null, content_type text not null, body text not null
  ) without rowid`,
  `create table payments (payment_id text primary key, state text not null, shown text not null) without rowid;
  create table chores (id integer primary key, state text not null, failures integer not null, due_at_ms integer not null);
  create table saga (only_row integer primary key check (only_row = 1), state text not null, shown text not null);
  create table final (
    only_row integer primary key check (only_row = 1), status integer not null, content_type text not null, body text not null
  )`,
];
