import type { EventMessage } from './events.ts';

/** The company's log, whose ids are unique within it. */
export const EVENT_SOURCE = 'urn:tincture:events';
/** Names the type and version whose schema the data follow; the schemas are served at /v1/admin/event-types. */
export const dataSchema = (type: string, version: number): string => `urn:tincture:event:${type}:${version}`;

/** An event in a queue: CloudEvents 1.0 in its JSON format, with three extensions. What is unset is left out. */
export interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: typeof EVENT_SOURCE;
  type: string;
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  dataschema: string;
  correlationid: string;
  causationid?: string;
  storeid?: string;
  data: unknown;
}

export const toCloudEvent = (event: EventMessage): CloudEvent => ({
  specversion: '1.0',
  id: event.id,
  source: EVENT_SOURCE,
  type: event.type,
  subject: event.subject,
  time: event.occurredAt,
  datacontenttype: 'application/json',
  dataschema: dataSchema(event.type, event.version),
  correlationid: event.correlationId,
  ...(event.causationId !== null && { causationid: event.causationId }),
  ...(event.storeId !== null && { storeid: event.storeId }),
  data: event.data,
});
