import type { Database } from '#db/client';
import type { Actor } from './access/actor.ts';
import type { Carriers } from './carriers-door.ts';
import type { Clock } from './clock.ts';
import type { FileStore } from './files.ts';
import type { IdentityDoor } from './identity-door.ts';
import type { IdSource } from './ids.ts';
import type { Objects } from './objects.ts';
import type { PaymentProviders } from './payments-door.ts';
import type { PersonalData } from './personal-data.ts';

/** Where a request came from: for the list of sessions, for limits and for the audit. */
export interface Visitor {
  /** IP address as the edge saw it; empty where there is none (queues, alarms). */
  address: string;
  userAgent: string;
  /** Country and city as the edge guesses them; empty locally. */
  place: string;
}

/** How the shop calls itself to people, and where its pages are: for links in mails, which no request may choose. */
export interface ShopFace {
  name: string;
  /** Origin of the storefront, without a slash at the end. */
  url: string;
}

/**
 * What a verb is called with. It cannot reach a record yet: `requirePermission` turns it into `Permitted`, so a verb that
 * asks for no permission does not compile.
 */
export interface Context {
  actor: Actor;
  visitor: Visitor;
  clock: Clock;
  ids: IdSource;
  /** Names the request in logs, audit and errors. */
  requestId: string;
}

/** Everything that may be used once it is allowed. Always given, never a default, so that a test decides all of it. */
export interface Permitted extends Context {
  db: Database;
  objects: Objects;
  files: FileStore;
  identity: IdentityDoor;
  personal: PersonalData;
  payments: PaymentProviders;
  carriers: Carriers;
  shop: ShopFace;
  /** Throws away cached answers that carry one of the tags; resolves when they can no longer be served. */
  purge(tags: readonly string[]): Promise<void>;
  /** The event that is being handled: what is written because of it names it as its cause. */
  causationId?: string;
  /** Only on a machine of one's own: webhooks may go to this very machine, over plain HTTP. */
  localTargets?: boolean;
}

export const nobody: Visitor = { address: '', userAgent: '', place: '' };
