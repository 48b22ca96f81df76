import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageFramer } from './message-framer.ts';
import { simpleQuery } from './wire-messages.ts';

function startup(): Buffer {
  const body = Buffer.from('user\0postgres\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length, 0);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, body]);
}

describe('MessageFramer', () => {
  it('finds the same messages however the bytes are cut', () => {
    const texts = fc.array(
      fc.string({ maxLength: 40 }).filter((text) => !text.includes('\0')),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.integer({ min: 1, max: 30 })), (queries, sizes) => {
        const bytes = Buffer.concat([startup(), ...queries.map(simpleQuery)]);
        const framer = new MessageFramer();
        const found: Buffer[] = [];
        for (let at = 0; at < bytes.length; ) {
          const size = sizes.next().value ?? 1;
          for (const message of framer.push(Buffer.from(bytes.subarray(at, at + size)))) {
            if (message.kind === 'message' || message.kind === 'startup') found.push(message.bytes);
          }
          at += size;
        }
        expect(Buffer.concat(found)).toEqual(bytes);
        expect(found).toHaveLength(1 + queries.length);
      }),
    );
  });

  it('tells a request for encryption from a start', () => {
    const request = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
    const messages = new MessageFramer().push(Buffer.concat([request, startup()]));
    expect(messages.map(({ kind }) => kind)).toEqual(['encryption-request', 'startup']);
  });

  it('refuses a length that no message has', () => {
    expect(() => new MessageFramer().push(Buffer.from('GET / HTTP/1.1\r\n'))).toThrow(RangeError);
  });
});
