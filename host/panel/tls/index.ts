/** TLS for a page that phones open: a certificate of this computer's own. */
export { fingerprintOf, isGoodFor, makeCertificate, type OwnCertificate } from './certificate.js';
