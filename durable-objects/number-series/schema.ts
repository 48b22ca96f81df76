/** The tables of a number series, in steps: only ever append. A document's facts are kept until they are written. */
export const numberSeriesSchema = [
  `create table documents (
     sequence integer primary key,
     key text not null unique,
     number text not null,
     facts text,
     failures integer not null default 0,
     reason text,
     not_before_ms integer not null default 0
   );
   create index documents_unwritten on documents (not_before_ms, sequence) where facts is not null;`,
] as const;
