import test from 'ava';
import { ForeignWatch } from '../../host/kiss-server/foreign.js';
import { KissDecoder } from '../../host/packet/kiss/kiss.js';

const OPENINGS: readonly (readonly [what: RegExp, opening: string])[] = [
  [/browser/, 'GET / HTTP/1.1\r\n'],
  [/browser/, 'POST /x HTTP/1.1\r\n'],
  [/HTTP\/2/, 'PRI * HTTP/2.0\r\n\r\nSM'],
  [/TLS/, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  [/SSL 2/, '\x80\x2e\x01\x03\x01'],
  [/STUN/, '\x00\x01\x00\xc0\x21\x12\xa4\x42abcdefghijkl'],
  [/STUN/, '\x00\x03\x00\x08\x21\x12\xa4\x42abcdefghijkl'],
  [/mail/, 'EHLO example.org\r\n'],
  [/mail/, 'a1 LOGIN me secret\r\n'],
  [/SSH/, 'SSH-2.0-OpenSSH_9.2\r\n'],
  [/SIP/, 'REGISTER sip:example.org SIP/2.0\r\n'],
  [/desktop/, '\x03\x00\x00\x13\x0e\xe0\x00\x00'],
  [/VNC/, 'RFB 003.008\n'],
  [/AGWPE/, `\x00\x00\x00\x00R${'\x00'.repeat(31)}`],
  [/AGWPE/, `\x01\x00\x00\x00m${'\x00'.repeat(31)}`],
  [/APRS-IS/, 'user W1AW pass -1 vers x 1\r\n'],
  [/gpsd/, '?WATCH={"enable":true};\r\n'],
  [/proxy/, 'PROXY TCP4 127.0.0.1 127.0.0.1 5 8001\r\n'],
  [/proxy/, '\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c'],
  [/SOCKS/, '\x04\x01\x1f\x41\x7f\x00\x00\x01\x00'],
  [/SOCKS/, '\x05\x01\x00'],
  [/MQTT/, '\x10\x25\x00\x04MQTT\x05\x02\x00\x3c'],
  [/MQTT/, '\x10\x80\x01\x00\x06MQIsdp\x03'],
  [/AMQP/, 'AMQP\x00\x00\x09\x01'],
  [/Redis/, '*3\r\n$3\r\nSET\r\n'],
  [/memcached/, 'set a 0 0 9\r\n\xc0\x00'],
  [/PostgreSQL/, '\x00\x00\x00\x08\x04\xd2\x16\x2f'],
  [/Modbus/, '\x00\x01\x00\x00\x00\x06\x01\x03\x00\xc0'],
  [/SMB/, '\x00\x00\x00\x45\xffSMBr'],
  [/BitTorrent/, '\x13BitTorrent protocol'],
  [/IRC/, 'NICK ham\r\nUSER ham 0 * :ham\r\n'],
  [/RTSP/, 'DESCRIBE rtsp://127.0.0.1:8001/ RTSP/1.0\r\n'],
];

for (const [what, opening] of OPENINGS) {
  test(`${JSON.stringify(opening.slice(0, 12))} is told by its first bytes, however they are cut`, (t) => {
    const bytes = Buffer.from(opening, 'latin1');
    t.regex(new ForeignWatch().sees(bytes) ?? '', what);
    for (const size of [1, 2, 3, 5]) {
      const watch = new ForeignWatch();
      const decoder = new KissDecoder();
      let seen: string | undefined;
      for (let at = 0; at < bytes.length && seen === undefined; at += size) {
        const chunk = bytes.subarray(at, at + size);
        seen = watch.sees(chunk);
        if (seen === undefined) t.deepEqual(decoder.push(chunk), [], 'no byte before that was a frame');
      }
      t.regex(seen ?? '', what, `${size}`);
    }
  });
}

for (const [what, opening] of [
  ['a packet', '\xc0\x00\x82\xa0'],
  ['a parameter after two FEND', '\xc0\xc0\x01\x03\xc0'],
  ['APRSIS32, which types first', '\r~\r~XFLOW OFF\rFULLDUP OFF\r'],
  ['APRSIS32, three Ctrl-C', '\x03\x03\x03TC 1\r'],
  ['Xastir', '\x1b@k\r\xc0\x01\x19\xc0'],
  ['a program that types settings', 'setup\rmycall W1AW\r\xc0\x00\x82'],
  ['a poll for a position', '\x05\r\xc0\x01\x19\xc0'],
  ['a TNC 2 program', 'PASS !\rUSERS 1\rUNPROTO CQ\r'],
  ['our own probe', '\xdb\xc0\xc0\x18\x03\xc0]\r'],
] as const) {
  test(`${what} may be a KISS program`, (t) => {
    const watch = new ForeignWatch();
    for (const byte of Buffer.from(opening, 'latin1')) t.is(watch.sees(Uint8Array.of(byte)), undefined);
    t.is(watch.sees(Buffer.from('GET / POST / SSH-2.0')), undefined);
  });
}
