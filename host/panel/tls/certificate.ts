import { generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import {
  bitString,
  booleanTrue,
  explicitTag,
  implicitTag,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  utcTime,
  utf8String,
} from './der.js';

/** Key and certificate of this computer, both PEM. */
export interface OwnCertificate {
  readonly key: string;
  readonly cert: string;
}

/** How long it is valid, days: iOS takes none that is valid for more than 825 (Apple, HT210176). */
const VALID_DAYS = 365;
const DAY_MS = 86_400_000;

/** RFC 5280 and RFC 5758 name them. */
const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  subjectAltName: '2.5.29.17',
} as const;

/**
 * A certificate that nobody but this computer vouches for (RFC 5280), with a key on P-256.
 * @param names host names and IP addresses that a browser may reach it by
 */
export function makeCertificate(names: readonly string[], now: Date): OwnCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectIdentifier(OID.ecdsaWithSha256));
  const name = sequence(set(sequence(objectIdentifier(OID.commonName), utf8String('onair'))));
  const serial = randomBytes(16);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f); // positive, and no zeros in front
  const body = sequence(
    explicitTag(0, integer(Buffer.from([2]))), // version 3
    integer(serial),
    algorithm,
    name,
    // A phone's clock may be a little behind.
    sequence(
      utcTime(new Date(now.getTime() - DAY_MS)),
      utcTime(new Date(now.getTime() + VALID_DAYS * DAY_MS)),
    ),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicitTag(
      3,
      sequence(
        sequence(objectIdentifier(OID.basicConstraints), booleanTrue(), octetString(sequence())),
        sequence(
          objectIdentifier(OID.extendedKeyUsage),
          octetString(sequence(objectIdentifier(OID.serverAuth))),
        ),
        sequence(objectIdentifier(OID.subjectAltName), octetString(sequence(...names.map(generalName)))),
      ),
    ),
  );
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, algorithm, bitString(signature));
  const base64 = der.toString('base64').replace(/.{1,64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}-----END CERTIFICATE-----\n`,
  };
}

function generalName(name: string): Buffer {
  return isIP(name) ? implicitTag(7, addressBytes(name)) : implicitTag(2, Buffer.from(name, 'latin1'));
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // The URL parser writes an IPv4 part in hex and shortens; `::` stands for the zeros that are missing.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [front, back] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':'))) as [
    string[],
    string[],
  ];
  const zeros = new Array<string>(8 - front.length - back.length).fill('0');
  return Buffer.from([...front, ...zeros, ...back].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** Whether a certificate is still good tomorrow, and for all these names. */
export function isGoodFor(cert: string, names: readonly string[], now: Date): boolean {
  try {
    const known = new X509Certificate(cert);
    const tomorrow = now.getTime() + DAY_MS;
    return (
      Date.parse(known.validTo) > tomorrow &&
      names.every((name) => (isIP(name) ? known.checkIP(name) : known.checkHost(name)) !== undefined)
    );
  } catch {
    return false; // a file that somebody has changed
  }
}

/** SHA-256 of a certificate, as browsers show it. */
export function fingerprintOf(cert: string): string {
  return new X509Certificate(cert).fingerprint256;
}
