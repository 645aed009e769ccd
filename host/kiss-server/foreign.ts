import { latin1Text } from '../base/index.js';

/** What a program is that speaks something else than KISS, by its first bytes. */
const FOREIGN: readonly (readonly [what: string, opening: RegExp])[] = [
  // A page can't choose another method without asking by OPTIONS first.
  ['a web browser', /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE) /],
  ['a web browser (HTTP/2)', /^PRI \* /], // RFC 9113, section 3.4
  ['a program that wants TLS', /^\x16\x03[\x00-\x04]/], // RFC 8446, section 5.1: handshake, legacy version
  ['a program that wants TLS (SSL 2)', /^\x80.\x01\x03/s],
  ['a STUN or TURN client', /^(?:[\x00-\x3f].){2}\x21\x12\xa4\x42/s], // RFC 8489, section 5: magic cookie
  ['a mail program', /^(?:EHLO |HELO |LHLO |MAIL FROM:|A\d+ (?:LOGIN|CAPABILITY))/i],
  ['an SSH client', /^SSH-[12]\./], // RFC 4253, section 4.2
  ['a SIP client', /^(?:REGISTER|INVITE|OPTIONS) sips?:/],
  ['a remote desktop client', /^\x03\x00\x00.[\x02-\x80]\xe0/s], // TPKT (RFC 1006) with a connection request
  ['a VNC program', /^RFB \d/], // RFC 6143, section 7.1.1
  // Header of 36 bytes: port, three zeros, a letter for the kind, a zero (AGW Packet Engine, TCP/IP API).
  ['an AGWPE program (this port speaks KISS)', /^[\x00-\x0f]\x00{3}[A-Za-z]\x00/],
  ['an APRS-IS client (this port speaks KISS)', /^user \S+ pass/i], // aprs-is.net/Connecting.aspx
  ['a gpsd client', /^\?(?:WATCH|DEVICES|VERSION|POLL)/],
  ['a proxy', /^(?:PROXY (?:TCP|UNKNOWN)|\r\n\r\n\x00\r\nQUIT)/], // PROXY protocol 1 and 2 (haproxy)
  ['a SOCKS client', /^(?:\x04[\x01\x02]..|\x05[\x01-\x08][\x00-\x09])/s], // SOCKS 4; RFC 1928
  ['an MQTT client', /^\x10.{1,4}\x00[\x04\x06]MQ/s], // MQTT 3.1 to 5, CONNECT
  ['an AMQP client', /^AMQP/],
  ['a Redis client', /^\*\d+\r\n\$/], // RESP: an array of strings
  ['a memcached client', /^(?:set|add|replace|gets?|incr|decr|touch) \S/],
  ['a PostgreSQL client', /^\x00\x00.[\x08-\xff](?:\x00\x03\x00\x00|\x04\xd2\x16\x2f)/s],
  ['a Modbus client', /^[^\xc0\xdb]{2}\x00\x00\x00[\x02-\xfe]/], // MBAP header: protocol 0, length below 256
  ['a file server client (SMB)', /^\x00.{3}[\xfe\xff]SMB/s],
  ['a BitTorrent client', /^\x13BitTorrent/],
  ['a chat program (IRC)', /^(?:NICK |CAP LS)/],
  ['a media player (RTSP)', /^(?:DESCRIBE|SETUP|PLAY) rtsp/],
];

/** Bytes that tell all of them. */
const LONGEST = 16;

/**
 * Recognizes a client that does not speak KISS, before a byte of it can be a frame. Any page that a person opens can
 * have the browser send bytes of the page's choice to a port of this computer, after an HTTP header, or as text of a
 * TURN or mail session: here they would be transmitted. Redis hangs up on `POST` for the same reason (src/networking.c,
 * securityWarningCommand).
 */
export class ForeignWatch {
  #opening = '';

  /** What it is by these bytes, and those before; a client that has passed is not checked again. */
  sees(bytes: Uint8Array): string | undefined {
    if (this.#opening.length >= LONGEST) return undefined;
    this.#opening += latin1Text(bytes.subarray(0, LONGEST - this.#opening.length));
    return FOREIGN.find(([, opening]) => opening.test(this.#opening))?.[0];
  }
}
