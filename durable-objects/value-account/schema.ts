/** Only ever append. Nothing is written before the account is opened, so that a guessed id leaves no trace. */
export const valueAccountSchema = [
  `create table account (
    only_row integer primary key check (only_row = 1), account_id text not null, kind text not null,
    limit_paise integer not null, blocked_for text, expires_at_ms integer, balance_paise integer not null,
    sent_sequence integer not null
  );
  create table reservations (
    key text primary key, amount_paise integer not null, status text not null, until_ms integer not null
  ) without rowid;
  create index reservations_status on reservations (status);
  create table entries (
    sequence integer primary key, kind text not null, key text not null, amount_paise integer not null,
    balance_paise integer not null, reference text not null, at_ms integer not null, unique (kind, key)
  )`,
];
