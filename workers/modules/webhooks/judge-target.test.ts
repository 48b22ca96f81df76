import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeTarget } from './judge-target.ts';
import { isPublicAddress } from './public-addresses.ts';

const inProduction = { localTargets: false };
const onMyMachine = { localTargets: true };
const isAllowed = (url: string) => judgeTarget(url, inProduction).ok;

describe('judgeTarget', () => {
  it.each([
    'https://partner.example/hooks',
    'https://partner.example:8443/hooks?token=a',
    'https://PARTNER.example',
    'https://मुंबई.example/hooks',
    'https://1.partner.example/',
    'https://partner.example./hooks',
  ])('takes %s', (url) => expect(isAllowed(url)).toBe(true));

  it.each([
    ['no address', 'partner.example/hooks'],
    ['another scheme', 'ftp://partner.example/'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['plain HTTP', 'http://partner.example/'],
    ['a user name', 'https://user@partner.example/'],
    ['a password', 'https://:secret@partner.example/'],
    ['another port', 'https://partner.example:22/'],
    ['a database port', 'https://partner.example:5432/'],
    ['localhost', 'https://localhost/'],
    ['localhost with a dot at its end', 'https://localhost./'],
    ['localhost in capitals', 'https://LOCALHOST/'],
    ['localhost in circled letters', 'https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/'],
    ['localhost in percent signs', 'https://%6c%6f%63alhost/'],
    ['a name below localhost', 'https://a.localhost/'],
    ['a neighbour', 'https://printer.local/'],
    ['the metadata server of a cloud', 'https://metadata.google.internal/'],
    ['a name without a dot', 'https://intranet/'],
    ['an onion', 'https://abcdefghij.onion/'],
    ['loopback', 'https://127.0.0.1/'],
    ['loopback, short', 'https://127.1/'],
    ['loopback, decimal', 'https://2130706433/'],
    ['loopback, octal', 'https://0177.0.0.1/'],
    ['loopback, hex', 'https://0x7f.0.0.1/'],
    ['loopback, one hex number', 'https://0x7f000001/'],
    ['loopback with a dot at its end', 'https://127.0.0.1./'],
    ['loopback in full-width digits', 'https://１２７.０.０.１/'],
    ['loopback with ideographic dots', 'https://127。0。0。1/'],
    ['every address of this machine', 'https://0.0.0.0/'],
    ['the metadata address', 'https://169.254.169.254/latest/meta-data'],
    ['a private address', 'https://10.0.0.1/'],
    ['IPv6 loopback', 'https://[::1]/'],
    ['IPv6 loopback, long', 'https://[0:0:0:0:0:0:0:1]/'],
    ['IPv4 inside IPv6', 'https://[::ffff:127.0.0.1]/'],
    ['IPv4 inside IPv6, hex', 'https://[::ffff:7f00:1]/'],
    ['a unique local address', 'https://[fd00::1]/'],
    ['a link-local address', 'https://[fe80::1]/'],
    ['a public address, which has no name', 'https://8.8.8.8/'],
    ['a backslash', 'https:\\\\127.0.0.1\\'],
    ['a tab inside', 'https://local\thost/'],
    ['an empty label', 'https://partner..example/'],
    ['what is too long', `https://partner.example/${'a'.repeat(1_000)}`],
  ])('refuses %s, and says why', (_, url) => {
    const target = judgeTarget(url, inProduction);
    expect(target).toMatchObject({ ok: false });
    expect(target.ok ? '' : target.reason).not.toBe('');
  });

  it('takes this machine, and only it, over HTTP in the local runtime', () => {
    expect(judgeTarget('http://127.0.0.1:8123/hooks', onMyMachine)).toMatchObject({ ok: true, isLocal: true });
    expect(judgeTarget('http://[::1]:8123/hooks', onMyMachine)).toMatchObject({ ok: true, isLocal: true });
    expect(judgeTarget('http://localhost:8123/', onMyMachine)).toMatchObject({ ok: true, isLocal: true });
    expect(judgeTarget('http://10.0.0.1/', onMyMachine).ok).toBe(false);
    expect(judgeTarget('http://localhost.partner.example/', onMyMachine).ok).toBe(false);
  });

  it('keeps the address as it will be called, without its fragment', () => {
    const target = judgeTarget('https://PARTNER.example:443/a b#here', inProduction);
    expect(target).toMatchObject({ url: 'https://partner.example/a%20b', hostname: 'partner.example', isLocal: false });
  });

  it('refuses every IPv4 address, whatever way it is written', () => {
    const spellings = (n: number): string[] => {
      const bytes = [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
      return [
        bytes.join('.'),
        String(n),
        `0x${n.toString(16)}`,
        bytes.map((byte) => `0x${byte.toString(16)}`).join('.'),
        bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
        `${bytes[0]}.${n & 0xffffff}`,
        `[::ffff:${bytes.join('.')}]`,
      ];
    };
    fc.assert(
      fc.property(fc.nat({ max: 0xffffffff }), (n) => {
        for (const host of spellings(n)) expect([host, isAllowed(`https://${host}/`)]).toEqual([host, false]);
      }),
    );
  });

  it('takes nothing that the request would read as another host than was judged', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https', 'http'], withFragments: true }), (text) => {
        const target = judgeTarget(text, inProduction);
        if (!target.ok) return;
        const called = new URL(target.url);
        expect(called.hostname.replace(/\.$/, '')).toBe(target.hostname);
        expect(called.protocol).toBe('https:');
        expect(judgeTarget(target.url, inProduction)).toEqual(target);
      }),
    );
  });
});

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1'])(
    'knows %s as public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    '0.0.0.0',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.7',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'ff02::1',
    '',
    'partner.example',
    '1.2.3',
    '1.2.3.999',
    'fe80::1%eth0',
  ])('knows that %s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});
